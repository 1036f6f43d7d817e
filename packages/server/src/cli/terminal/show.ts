/** How single values are shown to people: times in their own time zone, money with its sign. */

/** `11-23 08:00`, local, with the year before it when that is not this year. A dash for what has no time. */
export function showTime(iso: string | null | undefined, now = new Date()): string {
  if (iso === null || iso === undefined) return '-';
  const time = new Date(iso);
  const year = time.getFullYear() === now.getFullYear() ? '' : `${time.getFullYear()}-`;
  return `${year}${twoDigits(time.getMonth() + 1)}-${twoDigits(time.getDate())} ${localClock(time).slice(0, 5)}`;
}

/** `08:00:05`, local. */
export function showClock(time: Date): string {
  return localClock(time);
}

/** `$0.2100`; what is not known yet is said in its word. */
export function showDollars(dollars: string): string {
  if (dollars === 'calculating') return 'calculating';
  return dollars.startsWith('-') ? `-$${dollars.slice(1)}` : `$${dollars}`;
}

/** The price of something that was just accepted, to stand at the end of a sentence. */
export function showPrice(dollars: string): string {
  return dollars === 'calculating'
    ? 'a price that follows from the length of the video'
    : showDollars(dollars);
}

/** `45 s`, `3 min`, `1 h 20 min`. */
export function showSeconds(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** `1 generation`, `2 generations`. */
export function showCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function localClock(time: Date): string {
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
