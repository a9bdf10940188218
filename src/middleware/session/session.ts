// The session of a visitor: what a handler sees of it, as `ctx.session`.

/**
 * What the visitor's session holds. Changes of `data`, also inside its values, are found and kept when the answer is ready.
 * Reading `data` or `id` of a session that was kept makes the answer private: it carries `Cache-Control: no-store` unless it has one of its own.
 */
export interface Session<Data extends object = Record<string, unknown>> {
  /** 256 random bits in base64url, known to this visitor and the server alone. Reading it starts the session: it will be kept. Another one after `renew()`. */
  readonly id: string
  /** The fields: JSON values. Without a prototype. */
  readonly data: Partial<Data>
  /** Whether nothing was kept for this visitor before this request. */
  readonly isNew: boolean
  /** Another id for the same data: at each login, and any change of rights. The old id is dead. */
  renew(): void
  /** Ends the session: its data are gone, its cookie is deleted. At logout. A session may be begun again in the same answer. */
  destroy(): void
}
