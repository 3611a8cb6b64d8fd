"""The bookings of a school as a calendar to subscribe to, behind a secret address that can be taken back."""
