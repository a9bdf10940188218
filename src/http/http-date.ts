// Dates as HTTP writes them: one form to send, three to understand, all in UTC.
// `Date.parse` is no help: it takes years alone, ISO dates and local times for dates of HTTP.
// @see RFC 9110 section 5.6.7

const SHORT_DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const LONG_DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
const MONTH = '(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)'
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** IMF-fixdate, the form of RFC 850, and that of C's asctime. */
const FORMS = [
  new RegExp(`^${SHORT_DAY}, (?<day>\\d\\d) ${MONTH} (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(`^${LONG_DAY}, (?<day>\\d\\d)-${MONTH}-(?<shortYear>\\d\\d) ${TIME} GMT$`),
  new RegExp(`^${SHORT_DAY} ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
]
const LONGEST = 33

/** A date as HTTP sends it, to the second. @param timeMs milliseconds since 1970 */
export function formatHttpDate(timeMs: number): string {
  return new Date(timeMs).toUTCString()
}

/**
 * Reads a date in any of the three forms.
 *
 * @param nowMs milliseconds since 1970; a year of two digits is at most 50 years ahead of it
 * @returns milliseconds since 1970, or undefined for anything else and for days and times that do not exist
 */
export function parseHttpDate(text: string, nowMs: number): number | undefined {
  if (text.length > LONGEST) return undefined
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups
    if (parts) return timeOf(parts, nowMs)
  }
  return undefined
}

function timeOf(parts: Readonly<Record<string, string | undefined>>, nowMs: number): number | undefined {
  const [day, hour, minute, second] = [parts['day'], parts['hour'], parts['minute'], parts['second']].map(Number)
  if (day === undefined || hour === undefined || minute === undefined || second === undefined) return undefined
  const month = MONTHS.indexOf(parts['month'] ?? '')
  const time = new Date(0)
  time.setUTCFullYear(parts['year'] === undefined ? fullYear(Number(parts['shortYear']), nowMs) : Number(parts['year']))
  time.setUTCMonth(month, day)
  if (time.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60) return undefined
  return time.setUTCHours(hour, minute, second)
}

/** The year of two digits: never more than 50 years ahead. */
function fullYear(short: number, nowMs: number): number {
  const now = new Date(nowMs).getUTCFullYear()
  const year = now - (now % 100) + short
  return year > now + 50 ? year - 100 : year
}
