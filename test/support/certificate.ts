// A self-signed certificate, made by openssl when a test asks for it, so that no key lies in the repository.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './site.js'

/** Key and certificate for localhost, valid for a day. */
export function selfSigned(): { readonly key: Buffer; readonly cert: Buffer } {
  const dir = temporaryFolder()
  const key = join(dir, 'key.pem')
  const cert = join(dir, 'cert.pem')
  const files = ['-keyout', key, '-out', cert]
  const kind = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
  ]
  execFileSync('openssl', ['req', '-x509', ...kind, ...files], { stdio: 'ignore' })
  return { key: readFileSync(key), cert: readFileSync(cert) }
}
