"""From a claim's file to the parts of its page: values in, values out, worded for one reader.

`head` says where the claim stands, `facts` what is known, `amounts` the money line by line,
`answer` what was determined and why. May import core, the apps' queries and our own values.
"""
