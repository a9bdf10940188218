-- Prints what wrk counted as one line of JSON. It has only `done`: a `request` or `response` function would run
-- once per request and slow the load.

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"bytes":%d,"badStatus":%d,"badSocket":%d}\n',
    summary.requests, summary.duration, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
