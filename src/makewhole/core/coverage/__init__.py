"""Which policy answers for a loss: values in, values out; the record of policies is an app's."""
