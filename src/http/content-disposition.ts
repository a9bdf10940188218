// The Content-Disposition of a download: a name that cannot leave the folder it is saved in, in ASCII and in UTF-8.
// @see RFC 6266 section 4, RFC 8187 section 3.2

/**
 * A Content-Disposition that offers a download.
 *
 * @param name the file's name; of a path only its last part is offered
 * @example attachment('été.txt') // attachment; filename="_t_.txt"; filename*=UTF-8''%C3%A9t%C3%A9.txt
 */
export function attachment(name: string): string {
  const base = baseName(name)
  const ascii = base.replace(/[^\x20-\x7e]|["\\%]/gu, '_')
  return `attachment; filename="${ascii}"${ascii === base ? '' : `; filename*=UTF-8''${extended(base)}`}`
}

/** The last part of a path of any system, without control characters. */
function baseName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  const base = last.toWellFormed().replace(/\p{Cc}/gu, '_')
  return base === '' || base === '.' || base === '..' ? 'download' : base
}

/** @see RFC 8187 section 3.2.1 (attr-char) */
function extended(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
