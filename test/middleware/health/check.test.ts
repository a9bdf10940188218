// A check by itself, under a clock of the test: when it is asked, when not, when it is given up, and what is said of it.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LogRecord } from '../../../src/index.js'
import { type HealthCheck, RepeatedCheck } from '../../../src/middleware/health/check.js'
import { held } from '../../support/fresh-app.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

function checking(ask: HealthCheck) {
  const records: LogRecord[] = []
  const check = vi.fn(ask)
  const log = (record: LogRecord) => records.push(record)
  return { repeated: new RepeatedCheck('database', check, { timeoutMs: 100, intervalMs: 1_000, log }), check, records }
}

describe('a check', () => {
  test.each<[string, HealthCheck, string]>([
    ['gives nothing', () => undefined, 'ok'],
    ['gives true', async () => true, 'ok'],
    ['gives false', () => false, 'failed'],
    ['promises false', async () => false, 'failed'],
    ['throws', () => JSON.parse('{'), 'failed'],
    ['rejects', () => Promise.reject(new Error('down')), 'failed'],
    ['rejects with nothing', () => Promise.reject(undefined), 'failed'],
  ])('that %s', async (_, ask, finding) => {
    expect(await checking(ask).repeated.finding()).toBe(finding)
  })

  test('is asked once by all who ask at one time, and not again before the interval is over', async () => {
    const answer = held()
    const { repeated, check } = checking(() => answer.promise)
    const findings = Promise.all([repeated.finding(), repeated.finding(), repeated.finding()])
    answer.resolve()
    expect(await findings).toEqual(['ok', 'ok', 'ok'])
    vi.advanceTimersByTime(999)
    expect(await repeated.finding()).toBe('ok')
    expect(check).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1)
    await repeated.finding()
    expect(check).toHaveBeenCalledTimes(2)
  })

  test('is given up after its time, told so, and not asked again while it still runs', async () => {
    const answer = held()
    const signals: AbortSignal[] = []
    const { repeated, check } = checking((signal) => {
      signals.push(signal)
      return answer.promise
    })
    const first = repeated.finding()
    expect(signals[0]?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(100)
    expect([await first, signals[0]?.aborted]).toEqual(['timeout', true])
    for (let second = 0; second < 60; second++) {
      vi.advanceTimersByTime(1_000)
      expect(await repeated.finding()).toBe('timeout')
    }
    expect(check).toHaveBeenCalledTimes(1)
    answer.resolve()
    await vi.advanceTimersByTimeAsync(0)
    expect(await repeated.finding()).toBe('ok')
    expect(check).toHaveBeenCalledTimes(2)
  })

  test('that rejects when it was given up does no harm', async () => {
    const { repeated } = checking((signal) => new Promise((_, reject) => signal.addEventListener('abort', reject)))
    const finding = repeated.finding()
    await vi.advanceTimersByTimeAsync(100)
    expect(await finding).toBe('timeout')
  })

  test('is spoken of when it begins to fail, and when it works again', async () => {
    const results = [new Error('down'), new Error('still down'), undefined, false]
    const { repeated, records } = checking(() => {
      const result = results.shift()
      if (result instanceof Error) throw result
      return result
    })
    for (let count = 0; count < 4; count++) {
      await repeated.finding()
      vi.advanceTimersByTime(1_000)
    }
    expect(records).toEqual([
      { level: 'error', message: 'the health check database fails', error: new Error('down') },
      { level: 'info', message: 'the health check database works again' },
      { level: 'error', message: 'the health check database fails', error: new Error('it gave false') },
    ])
  })
})
