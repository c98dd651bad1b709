/* Files that are saved, and what waits until typing has paused. */

const ACTIVE = /^[\t\r\n]|^[\s\p{C}]*[=+\-@|%]/u;
/* Where a point stands between thousands, 99.999 % is 99999 %. */
const THOUSANDS = /^\d+(\.\d{3})+\s*[^\s\d]{0,3}$/u;

const isAnother = (text) => ACTIVE.test(text.normalize("NFKC")) || THOUSANDS.test(text.trim());
const quoted = (text) => `"${(isAnother(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
const escaped = (text) => text.replace(/[\\`*_{}[\]<>|#&~]/g, "\\$&");
const shape = {
  csv: (lines) => `\ufeff${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`,
  md: ([head, ...lines]) => [head, head.map(() => "---"), ...lines]
    .map((line, at) => `| ${(at === 1 ? line : line.map(escaped)).join(" | ")} |\n`).join(""),
};

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(URL.revokeObjectURL, 10000, link.href);
}

function later(act, pause) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, pause);
  };
}
