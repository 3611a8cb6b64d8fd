"""The maximum bill: what a class costs a pupil in a school year, against what the school allows."""
