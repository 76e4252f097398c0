"""What ``redact`` and ``untrusted`` are made of: folding, rules as data, name and number patterns."""
