// Prints what two libraries of Node read in a calendar, an event a line.
import {readFileSync} from 'node:fs';
import ICAL from 'ical.js';
import ical from 'node-ical';

const text = readFileSync(process.argv[2], 'utf8');
const day = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  .map((part) => String(part).padStart(2, '0')).join('-');
const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
for (const one of events.map((event) => new ICAL.Event(event))) {
  const url = one.component.getFirstPropertyValue('url');
  const alarms = one.component.getAllSubcomponents('valarm').length;
  console.log(['ical.js', one.uid, one.startDate.toString(), one.summary, url, alarms].join('\t'));
}
for (const one of Object.values(ical.parseICS(text)).filter(({type}) => type === 'VEVENT')) {
  const alarms = (one.alarms ?? []).length;
  console.log(['node-ical', one.uid, day(one.start), one.summary, one.url, alarms].join('\t'));
}
