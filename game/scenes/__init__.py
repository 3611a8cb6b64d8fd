"""One module a screen: title, set-up, house map, lesson, teacher bar, pause, finale."""
