// What must hold under attack and under load, by the ids that tests carry in their titles: the classes of mistakes that
// servers were found to have. A test that goes away, or loses its id, is missed here.

/** One thing that must hold. */
export interface Row {
  readonly id: string
  readonly title: string
  /** Why there is no test with this id. */
  readonly without?: string
}

/**
 * The bytes of a request, guards, header fields, time, prototypes, cookies and sessions, forged requests, bodies, connections,
 * proxies, errors, development. G1, G2 … are rows about cookies and sessions here; the figures below count under G on their own.
 */
export const ROWS: readonly Row[] = [
  { id: '0 [N]', title: 'what node:http refuses stays refused' },
  { id: '0 [F]', title: 'what node:http lets through is refused or defined' },
  { id: 'B1', title: 'a guard and the router read the same path' },
  { id: 'B3', title: 'a prefix ends where a segment ends' },
  { id: 'B5', title: 'a guard on a prefix with parameters runs' },
  { id: 'B6', title: 'no Host makes another path' },
  { id: 'B8', title: 'the method is that of the request line; HEAD is guarded as GET' },
  { id: 'B9', title: 'wrong methods, OPTIONS, TRACE and CONNECT' },
  { id: 'B10', title: 'an absolute target does not go round a guard' },
  { id: 'C1', title: 'a redirect to a slash stays on the site' },
  { id: 'C2', title: 'redirect() stays on the site' },
  { id: 'C4', title: 'the page of a redirect is harmless' },
  { id: 'C5', title: 'errors echo text alone' },
  { id: 'C6', title: 'no value makes a header field' },
  { id: 'C7', title: 'the name of a download is quoted, a base name' },
  {
    id: 'C8',
    title: 'line breaks in server-sent events',
    without:
      'apps write the bytes of their streams themselves; that of miniweb dev has JSON of its own, without a break',
  },
  { id: 'D1', title: 'patterns of routes take linear time' },
  { id: 'D2', title: 'forwarded fields take linear time' },
  { id: 'D4', title: 'lists in header fields take linear time' },
  { id: 'D5', title: 'file names and media types take linear time' },
  { id: 'D7', title: 'templates are read in linear time' },
  { id: 'D8', title: 'many ranges are no more than the file' },
  { id: 'E1', title: 'nested names of fields reach no prototype' },
  { id: 'E2', title: 'JSON reaches no prototype' },
  { id: 'E3', title: 'names of inherited members are names' },
  { id: 'E4', title: 'also those of header fields and cookies' },
  { id: 'E5', title: 'templates look up no inherited member' },
  { id: 'E8', title: 'data are no options of a template' },
  { id: 'G1', title: 'names of cookies are checked' },
  { id: 'G2', title: 'attributes of cookies are checked, values encoded' },
  { id: 'G4', title: 'the first cookie of a name counts, and no old syntax' },
  { id: 'G5', title: 'no Cookie field makes anything throw' },
  { id: 'G6', title: 'prefixes of cookies keep what they promise' },
  { id: 'G8', title: 'a login changes the id of the session, and no id that was made up is taken' },
  { id: 'G9', title: 'a session ends in time, and when it is destroyed' },
  { id: 'G10', title: 'a store that fails gives no session, writes at one time lose nothing, files carry no cookie' },
  { id: 'H1', title: 'no token goes without a signature' },
  { id: 'H2', title: 'a public key stands for no secret, and no token chooses its algorithm' },
  { id: 'H4', title: 'no token brings its key, and kid chooses within the given ones' },
  { id: 'H6', title: 'a token is for this app, from its issuer, and ends' },
  { id: 'H7', title: 'a token comes in one Authorization field, under the scheme Bearer' },
  { id: 'H8', title: 'weak secrets and keys end the start' },
  { id: 'H9', title: 'a token has one form, and any other is refused quickly' },
  { id: 'I1', title: 'credentials never go with any origin, and none is reflected' },
  { id: 'I2', title: 'the origin null is allowed where it is listed' },
  { id: 'I3', title: 'an origin is compared as a whole' },
  { id: 'I5', title: 'a preflight grants what is listed, and errors have the fields, too' },
  { id: 'J1', title: 'tokens are asked for, whatever type the body says it has' },
  { id: 'J2', title: 'pages of other origins change nothing' },
  { id: 'J4', title: 'a token is that of the session, from the form or the header field' },
  { id: 'K1', title: 'a body in chunks is bounded, whatever the handler does with it' },
  { id: 'K2', title: 'a declared length is judged before a byte is read, and never believed' },
  { id: 'K3', title: 'encoded bodies are bounded decoded; several codings are refused' },
  { id: 'K4', title: 'JSON is RFC 8259, no more and no less' },
  { id: 'K5', title: 'names, indexes and lists in forms are bounded' },
  { id: 'K6', title: 'one bad part of a form is a 400' },
  { id: 'K7', title: 'uploads that break off leave nothing' },
  { id: 'K8', title: 'fields of a form are bounded, wherever the bytes are split' },
  { id: 'K10', title: 'an unread body is no request' },
  { id: 'L1', title: 'two readers of one request see one request' },
  { id: 'L3', title: 'codings of a transfer are case-insensitive' },
  { id: 'L4', title: 'header fields are counted' },
  { id: 'L5', title: 'slow clients are cut' },
  { id: 'L6', title: 'a client that does not read stops the source' },
  { id: 'L7', title: 'garbage gets one answer and the end' },
  { id: 'L9', title: 'pipelined requests are answered in order' },
  { id: 'M1', title: 'forwarded fields are believed from proxies that are trusted' },
  { id: 'M3', title: 'the nearest proxy counts' },
  { id: 'M4', title: 'an address has one spelling' },
  {
    id: 'N1',
    title: 'no private answer is stored',
    without:
      'nothing of the framework stores answers; what it says to caches of others is told in the rows about sessions',
  },
  { id: 'N3', title: 'compression leaves alone what is not its own, and leaves nothing open' },
  { id: 'N4', title: 'the size of a compressed page tells no secret' },
  { id: 'O1', title: 'what is thrown is one answer and one line of the log' },
  { id: 'O2', title: 'no misuse ends the process' },
  { id: 'O3', title: 'no descriptor is left' },
  { id: 'O5', title: 'handlers end in time, and hear of clients that leave' },
  { id: 'O6', title: 'secrets are compared in constant time' },
  { id: 'P1', title: 'in development no other host and no other machine is answered' },
  { id: 'P2', title: 'the stream of changes is for pages of the app' },
  { id: 'J5', title: 'and for no page of another origin' },
  { id: 'P4', title: 'source is shown in development alone, and nothing of it runs' },
]

/** A figure that is reached, and where it is measured: a file of tests, or a script. */
export interface Figure {
  readonly id: string
  readonly title: string
  /** Below `test/`. */
  readonly file?: string
  readonly script?: string
}

/** Load, memory, time: what is measured. The ids are those of a list of their own. */
export const FIGURES: readonly Figure[] = [
  { id: 'G1', title: '1,000 connections, no wrong answer', script: 'soak' },
  { id: 'G2', title: 'hours of it, nothing grows', script: 'soak' },
  { id: 'G3', title: '10,000 downloads reset leave nothing', script: 'soak:static' },
  { id: 'G4', title: 'draining 200 answers and 200 idle connections', file: 'http/drain.test.ts' },
  { id: 'G5', title: 'slow attackers', file: 'http/slow-attackers.test.ts' },
  { id: 'G6', title: 'random requests', file: 'http/fuzz.test.ts' },
  { id: 'G6', title: 'many more of them', script: 'nightly:http' },
  { id: 'G6', title: 'random paths', file: 'static/random-paths.test.ts' },
  { id: 'G7', title: 'regular expressions', file: 'architecture/regexps.test.ts' },
  { id: 'G7', title: 'time for twice the input', script: 'check:time' },
  { id: 'G9', title: 'all of these', file: 'architecture/catalogue.test.ts' },
  { id: 'G10', title: 'faults of the disk', file: 'static/faults.test.ts' },
  { id: 'G11', title: 'memory of uploads', file: 'http/bodies/memory.test.ts' },
  { id: 'G11', title: 'memory of 500 uploads', script: 'nightly:uploads' },
  { id: 'G12', title: 'starting and ending again', file: 'http/close.test.ts' },
]
