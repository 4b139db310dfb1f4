"""Works and people joined to ids, offline: a catalogue made for look-ups, and a matcher that abstains."""
