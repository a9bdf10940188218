// The third entry of the package, for the tests of apps: named re-exports, no logic.

export { type ContractCase, sessionStoreContract } from './testing/session-store-contract.js'
