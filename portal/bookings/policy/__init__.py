"""What a house asks of schools that book, as data: `rules` the data, `charge` the sums, `words` the plain Dutch."""
