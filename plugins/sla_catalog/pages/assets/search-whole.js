/* A reference that is typed whole leads to its agreement alone; it goes before a search worker, whose messages it sees.

Pages of agreements have their reference once more in their titles, in the mark that is looked for here. */
{
  const SETUP = 0, QUERY = 2, RESULT = 3;
  const MARK = /<sub><sup><sub>([^<]*)<\/sub>/;
  const send = self.postMessage.bind(self);
  const pages = new Map();
  let wanted;

  const joined = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

  addEventListener("message", ({ data: { type, data } }) => {
    if (type === QUERY) wanted = pages.get(joined(data));
    if (type !== SETUP) return;
    for (const { location, title } of data.docs) {
      const reference = MARK.exec(title)?.[1].toLowerCase();
      if (reference) pages.set(reference, [...(pages.get(reference) ?? []), location]);
    }
  });

  function alone(found) {
    const items = found.items.flatMap((hits) => {
      const page = hits.find(({ location }) => wanted.includes(location));
      return page ? [[page]] : [];
    });
    return items.length ? { ...found, items } : found;
  }

  self.postMessage = (message, ...more) => {
    const isKnown = message.type === RESULT && wanted;
    send(isKnown ? { ...message, data: alone(message.data) } : message, ...more);
  };
}
