-- Sends the requests that are given as arguments, and prints what wrk counted as one line of JSON.
-- One request is handed over once, before the load starts. Several take turns: then `request` runs once per request and
-- only picks a text. Only `done` runs after that.

function init(args)
  wrk.format = function() return args[1] end
  if #args > 1 then
    local turn = 0
    request = function()
      turn = turn % #args + 1
      return args[turn]
    end
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"bytes":%d,"badStatus":%d,"badSocket":%d}\n',
    summary.requests, summary.duration, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
