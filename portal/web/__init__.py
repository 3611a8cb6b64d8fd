"""What all pages share: the base template, access, words, refusals."""
