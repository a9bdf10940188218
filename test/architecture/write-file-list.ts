// Writes the list of all files of src/ into docs/architecture.md: `npm run docs:files`.

import { writeList } from './file-list.js'

writeList()
