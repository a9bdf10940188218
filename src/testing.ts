// The third entry of the package, for the tests of apps: named re-exports, no logic.

export type { FieldValue, FormValue, Page, PageElement, PageForm, PageLink, PagePart } from './testing/page-types.js'
export { type ContractCase, sessionStoreContract } from './testing/session-store-contract.js'
export { type RequestOptions, type Visitor, type VisitorOptions, visitor } from './testing/visitor.js'
