-- Times of day that a change of clocks skips or repeats.

-- name: candidates
SELECT s.line, {{text}}, {{text}}::timestamp, {{zone}}
FROM {{read}} r JOIN {{staged}} s USING (line)
WHERE r.{{on}} = ANY ({{days}}::date[]) AND length({{text}}) > 10 AND NOT {{is_zoned}}

-- name: settle
UPDATE {{read}} r SET {{at}} = odd.at FROM (VALUES {{values}}) AS odd (line, at)
WHERE odd.line = r.line
