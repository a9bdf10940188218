// Joins the compiled pieces of a template. Texts that touch are merged; the common small numbers of pieces are unrolled.

import type { Render, Scope } from './scope.js'

/** A rendered piece and the static text after it. */
interface Pair {
  readonly render: Render
  readonly after: string
}

/** Makes one function of static texts and pieces to render. */
export function concat(parts: readonly (string | Render)[]): Render {
  let lead = ''
  const pairs: Pair[] = []
  for (const part of parts) {
    const last = pairs.pop()
    if (typeof part !== 'string') {
      if (last) pairs.push(last)
      pairs.push({ render: part, after: '' })
    } else if (last) pairs.push({ render: last.render, after: last.after + part })
    else lead += part
  }
  return joinPairs(lead, pairs)
}

/** The pieces four at a time: short functions that the compiler of the machine inlines. */
function joinPairs(lead: string, pairs: readonly Pair[]): Render {
  const [a, b, c, d] = pairs
  if (a === undefined) return () => lead
  if (b === undefined) return joinOne(lead, a)
  if (c === undefined) return joinTwo(lead, a, b)
  if (d === undefined) return joinThree(lead, a, b, c)
  if (pairs.length === 4) return joinFour(lead, a, b, c, d)
  const groups: Render[] = []
  for (let i = 0; i < pairs.length; i += 4) groups.push(joinPairs(i === 0 ? lead : '', pairs.slice(i, i + 4)))
  return joinMany(groups)
}

function joinOne(lead: string, { render, after }: Pair): Render {
  if (lead === '' && after === '') return render
  return (scope) => lead + render(scope) + after
}

function joinTwo(lead: string, { render: a, after: afterA }: Pair, { render: b, after: afterB }: Pair): Render {
  return (scope) => lead + a(scope) + afterA + b(scope) + afterB
}

function joinThree(lead: string, first: Pair, { render: b, after: afterB }: Pair, { render: c, after }: Pair): Render {
  const { render: a, after: afterA } = first
  return (scope) => lead + a(scope) + afterA + b(scope) + afterB + c(scope) + after
}

function joinFour(lead: string, first: Pair, second: Pair, { render: c, after: afterC }: Pair, last: Pair): Render {
  const { render: a, after: afterA } = first
  const { render: b, after: afterB } = second
  const { render: d, after } = last
  return (scope: Scope) => lead + a(scope) + afterA + b(scope) + afterB + c(scope) + afterC + d(scope) + after
}

function joinMany(groups: readonly Render[]): Render {
  return (scope) => {
    let out = ''
    for (const render of groups) out += render(scope)
    return out
  }
}
