-- Times of day that a change of clocks skips or repeats.

-- name: candidates
-- Rows near a change are few, and found first; only their texts are looked at.
WITH s AS MATERIALIZED (
    SELECT text_of.* FROM {{staged}} text_of
    JOIN (SELECT line FROM {{read}} WHERE {{is_near}}) near USING (line)
)
SELECT s.line, timed.field, timed.text,
       CASE WHEN pg_input_is_valid(timed.text, 'timestamp') THEN timed.text::timestamp END, {{zone}}
FROM s CROSS JOIN LATERAL (VALUES {{texts}}) AS timed (field, text)
WHERE length(timed.text) > 10 AND NOT {{is_zoned}}
ORDER BY s.line

-- name: settle
UPDATE {{read}} r SET {{at}} = odd.at FROM (VALUES {{values}}) AS odd (line, at)
WHERE odd.line = r.line
