export type { Layer, Next } from './http/layer.js'
