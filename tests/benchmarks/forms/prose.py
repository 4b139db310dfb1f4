"""English sentences that tell who directed, wrote and plays, in first lines and below, and some that tell of others.

In a form's sentence {t} is the title; {d} and {g} direct, {w} and {v} write, {a}, {c} and {e} play {p} and {q}; {x} and
{y} are people of other works, {o} is one of these, {n} has written the novel. {dl} and its like are surnames alone.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tests.benchmarks.forms import Case


class Form(NamedTuple):
    """A sentence and the letters of those who it says have done something."""

    name: str
    text: str
    directors: str = ""
    writers: str = ""
    cast: str = ""
    creators: str = ""
    is_trap: bool = False
    """Whether the sentence after it tells who has really done it."""


_FORMS: Final = (
    # Who directed.
    Form("directed-written-stars", "Directed by {d} and written by {w}, {t} stars {a}, {c} and {e}.", "d", "w", "ace"),
    Form("title-directed-by", "{t}, directed by {d}, opens on a ferry in the fog.", "d"),
    Form("film-directed-by", "The film, directed by {d}, opens on a ferry in the fog.", "d"),
    Form("is-directed-by", "{t} is directed by {d} with a patience that few of its kind have.", "d"),
    Form("directed-with-by", "Directed with great care by {d}, it opens on a ferry in the fog.", "d"),
    Form("assuredly-directed", "Confidently directed by {d}, it opens on a ferry in the fog.", "d"),
    Form("directed-by-two", "Directed by {d} and {g}, {t} opens on a ferry in the fog.", "dg"),
    Form("directed-by-duo", "Directed by the duo of {d} and {g}, {t} opens on a ferry in the fog.", "dg"),
    Form("co-directed", "Co-directed by {d} and {g}, it opens on a ferry in the fog.", "dg"),
    Form("owned-title", "{d}'s {t} is a story of two brothers and a boat.", "d"),
    Form("owned-title-mid", "There is much to like in {d}'s {t}, not least its quiet.", "d"),
    Form("owned-curly", "{d}’s “{t}” is a story of two brothers and a boat.", "d"),
    Form("owned-latest", "{d}'s latest is a story of two brothers and a boat.", "d"),
    Form("owned-new-film", "{d}'s new film is a story of two brothers and a boat.", "d"),
    Form("owned-new-film-title", "{d}'s new film {t} is a story of two brothers and a boat.", "d"),
    Form("owned-thriller", "{d}'s taut, rain-soaked thriller keeps its secrets for an hour.", "d"),
    Form("owned-third-feature", "{t} is {d}'s third feature, and the first without a ship.", "d"),
    Form("in-owned-new-film", "In {d}'s new film, {a} plays a nurse who cannot sleep.", "d", "", "a"),
    Form("owned-debut", "{d}'s directorial debut is a story of two brothers and a boat.", "d"),
    Form("title-owned-debut", "{t}, {d}'s directorial debut, opens on a ferry in the fog.", "d"),
    Form("owned-feature-debut", "{d}'s feature debut is a modest thing.", "d"),
    Form("marks-debut-of", "{t} marks the directorial debut of {d}.", "d"),
    Form("makes-debut", "{d} makes a striking directorial debut with {t}.", "d"),
    Form("makes-her-debut", "{d} makes her feature directing debut with this tale of a ferry.", "d"),
    Form("writer-director", "Writer-director {d} keeps the camera close to the water.", "d", "d"),
    Form("writer-slash-director", "Writer/director {d} keeps the camera close to the water.", "d", "d"),
    Form("writer-and-director", "Writer and director {d} keeps the camera close to the water.", "d", "d"),
    Form("from-writer-director", "{t}, from writer-director {d}, keeps the camera close to the water.", "d", "d"),
    Form("director", "Director {d} keeps the camera close to the water.", "d"),
    Form("director-mid", "All along, director {d} keeps the camera close to the water.", "d"),
    Form("director-two", "Directors {d} and {g} keep the camera close to the water.", "dg"),
    Form("directing-duo", "Directing duo {d} and {g} keep the camera close to the water.", "dg"),
    Form("co-directors", "Co-directors {d} and {g} keep the camera close to the water.", "dg"),
    Form("director-owned", "Director {d}'s film keeps close to the water.", "d"),
    Form("director-owned-title", "Director {d}'s {t} keeps close to the water.", "d"),
    Form("first-time-director", "First-time director {d} keeps the camera close to the water.", "d"),
    Form("french-director", "French director {d} keeps the camera close to the water.", "d"),
    Form("winning-director", "Oscar-winning director {d} keeps the camera close to the water.", "d"),
    Form("acclaimed-filmmaker", "Acclaimed filmmaker {d} keeps the camera close to the water.", "d"),
    Form("actor-turned-director", "Actor-turned-director {d} keeps the camera close to the water.", "d"),
    Form("director-best-known", "Director {d}, best known for {o}, keeps the camera close to the water.", "d"),
    Form("film-director-returns", "{o} director {d} keeps the camera close to the water.", "d"),
    Form("director-bracket", "Director {d} ({o}) keeps the camera close to the water.", "d"),
    Form("helmed-by", "Helmed by {d}, {t} opens on a ferry in the fog.", "d"),
    Form("helmed-by-behind", "This modest ferry drama is helmed by {d}, who never hurries.", "d"),
    Form("from-director-comes", "From director {d} comes {t}, a story of two brothers and a boat.", "d"),
    Form("title-from-director", "{t}, from director {d}, is a story of two brothers and a boat.", "d"),
    Form("from-director-of", "From the director of {o} comes a story of two brothers and a boat."),
    Form("from-director-of-title", "From the director of {o} comes {t}, a story of two brothers and a boat."),
    Form("directs-from-script", "{d} directs from a script by {w}.", "d", "w"),
    Form("directs-from-owned", "{d} directs from {w}'s screenplay, which never hurries.", "d", "w"),
    Form("directing-from", "{d}, directing from a script by {w}, never hurries.", "d", "w"),
    Form("working-from", "{d}, working from a screenplay by {w} and {v}, never hurries.", "d", "wv"),
    Form("working-from-ahead", "Working from a screenplay by {w}, director {d} never hurries.", "d", "w"),
    Form("directs-sure-hand", "{d} directs with a sure hand, and the ferry is a character of its own.", "d"),
    Form("directs-bracket", "{d} (“{o}”) directs with a sure hand.", "d"),
    Form("who-made-directs", "{d}, who made {o}, directs with a sure hand.", "d"),
    Form("writes-directs", "{d} writes and directs.", "d", "d"),
    Form("writes-directs-this", "{d} writes and directs this story of two brothers and a boat.", "d", "d"),
    Form("wrote-directed", "{d} wrote and directed {t}, a story of two brothers and a boat.", "d", "d"),
    Form("written-directed", "Written and directed by {d}, {t} is a story of two brothers and a boat.", "d", "d"),
    Form("written-directed-behind", "The film is written and directed by {d}, who never hurries.", "d", "d"),
    Form("writes-directs-stars", "{d} writes, directs and stars in this story of two brothers.", "d", "d", "d"),
    Form("written-starring", "Written by, directed by and starring {d}, it never hurries.", "d", "d", "d"),
    Form("siblings-direct", "{k} and {l} direct with a sure hand.", "kl"),
    Form("siblings-directed-by", "Directed by {k} and {l}, {t} opens on a ferry in the fog.", "kl"),
    Form("siblings-owned", "{k} and {l}'s {t} opens on a ferry in the fog.", "kl"),
    Form("siblings-brothers", "Directed by brothers {k} and {l}, {t} opens on a ferry in the fog.", "kl"),
    Form("the-brothers", "The {ll} brothers keep the camera close to the water."),
    Form("direction-by", "The direction by {d} never hurries.", "d"),
    Form("owned-direction", "{d}'s direction never hurries.", "d"),
    Form("under-direction", "Under the direction of {d}, the cast never hurries.", "d"),
    Form("film-by", "{t} is a film by {d} about two brothers and a boat.", "d"),
    Form("second-film-by", "{t} is the second film by {d}, and the first without a ship.", "d"),
    Form("latest-from", "The latest from {d} is a story of two brothers and a boat.", "d"),
    Form("title-latest-from", "{t}, the latest film from {d}, opens on a ferry in the fog.", "d"),
    Form("with-title", "With {t}, {d} goes back to the boats of his childhood.", "d"),
    Form("returns-with", "{d} returns with {t}, a story of two brothers and a boat.", "d"),
    Form("follows-up", "{d} follows up {o} with {t}, a story of two brothers and a boat.", "d"),
    Form("has-made", "{d} has made a quiet film about two brothers and a boat.", "d"),
    Form("in-her-second", "In her second feature, {d} tells of two brothers and a boat.", "d"),
    Form("the-director-apposed", "{d}, the director, never hurries.", "d"),
    Form("reteams-director", "{a} reteams with director {d} for a story of two brothers.", "d", "", "a"),
    Form("reunites-stars", "{t} reunites {a} with director {d}, and neither hurries.", "d", "", "a"),
    Form("casts-as", "{d} casts {a} as {p}, a nurse who cannot sleep.", "d", "", "a"),
    Form("director-and-star", "Director {d} and star {a} trust each other.", "d", "", "a"),
    Form("shot-and-directed", "The film is directed by {d} and shot by {x} in the north.", "d"),
    Form("produced-directed", "Produced by {x} and directed by {d}, {t} opens on a ferry.", "d"),
    Form("directed-dash", "This – directed by {d} – is a story of two brothers and a boat.", "d"),
    Form("directed-bracket", "The film (directed by {d}) is a story of two brothers and a boat.", "d"),
    Form("surname-later", "{d} has been away for long. {dl} directs with a sure hand.", "d"),
    Form("surname-film", "It takes nerve, and {d} has it. {dl}'s film never hurries.", "d"),
    # Who wrote.
    Form("co-written-by", "{t} was co-written by {w} and {v}.", "", "wv"),
    Form("co-written-ahead", "Co-written by {w} and {v}, it trusts its audience.", "", "wv"),
    Form("co-wrote-with", "{w} co-wrote the script with {v}.", "", "wv"),
    Form("co-written-with", "{d} directs from a script co-written with {w}.", "d", "dw"),
    Form("directed-co-written-with", "Directed by {d} and co-written with {w}, {t} never hurries.", "d", "dw"),
    Form("script-he-wrote-with", "{d} directs from a script he wrote with {w}.", "d", "dw"),
    Form("screenwriters", "Screenwriters {w} and {v} trust their audience.", "", "wv"),
    Form("screenwriter", "Screenwriter {w} trusts the audience.", "", "w"),
    Form("screenwriter-owned", "Screenwriter {w}'s dialogue is dry and quick.", "", "w"),
    Form("writers", "Writers {w} and {v} trust their audience.", "", "wv"),
    Form("scripted-by", "Scripted by {w}, the film trusts its audience.", "", "w"),
    Form("scripted-behind", "It is sharply scripted by {w} and {v}.", "", "wv"),
    Form("penned-by", "Penned by {w}, the film trusts its audience.", "", "w"),
    Form("script-penned-by", "The script, penned by {w} and {v}, trusts its audience.", "", "wv"),
    Form("screenplay-by", "The screenplay by {w} trusts its audience.", "", "w"),
    Form("script-by-commas", "The script, by {w} and {v}, trusts its audience.", "", "wv"),
    Form("from-screenplay-by", "{t}, directed by {d} from a screenplay by {w}, never hurries.", "d", "w"),
    Form("owned-script", "{w}'s script trusts its audience.", "", "w"),
    Form("owned-screenplay", "{w}'s witty screenplay trusts its audience.", "", "w"),
    Form("wrote-script", "{w} wrote the script, which trusts its audience.", "", "w"),
    Form("written-by-director", "The script was written by {w} and director {d}.", "d", "wd"),
    Form("written-by-three", "Written by {w}, {v} and {x}, {t} trusts its audience.", "", "wvx"),
    Form("written-for-screen", "Written for the screen by {w}, it trusts its audience.", "", "w"),
    Form("adapted-from-novel", "The film was adapted by {w} from {n}'s novel.", "", "w"),
    Form("adapted-for-screen", "Adapted for the screen by {w} from the novel by {n}, it never hurries.", "", "w"),
    Form("adapts-novel", "{d} adapts {n}'s novel with care.", "d"),
    Form("adaptation-of", "{d}'s adaptation of {n}'s novel never hurries.", "d"),
    Form("based-on-novel", "Based on the novel by {n}, {t} trusts its audience."),
    Form("based-on-owned", "{t} is based on {n}'s bestselling novel."),
    Form("created-by", "Created by {w}, the show trusts its audience.", creators="w"),
    Form("series-created-by", "The series, created by {w} and {v}, trusts its audience.", creators="wv"),
    Form("showrunner", "Showrunner {w} trusts the audience.", creators="w"),
    Form("showrunners", "Showrunners {w} and {v} trust the audience.", creators="wv"),
    Form("series-creator", "Series creator {w} trusts the audience.", creators="w"),
    Form("from-creator", "{t}, the new series from creator {w}, trusts its audience.", creators="w"),
    Form("created-stars", "Created by {w}, the series stars {a} and {c}.", "", "", "ac", "w"),
    # Who plays.
    Form("plays", "{a} plays {p}, a nurse who cannot sleep.", cast="a"),
    Form("plays-and-plays", "{a} plays {p} and {c} plays her brother {q}.", cast="ac"),
    Form("plays-a-nurse", "{a} plays a nurse who cannot sleep.", cast="a"),
    Form("as-character", "{a} as {p} and {c} as {q} make a fine pair.", cast="ac"),
    Form("with-as", "With {a} as {p} and {c} as {q}, the film is in good hands.", cast="ac"),
    Form("bracket-players", "{p} ({a}) runs a bakery with her brother {q} ({c}).", cast="ac"),
    Form("bracket-one", "At its heart is {p} ({a}), a nurse who cannot sleep.", cast="a"),
    Form("bracket-given", "{q} ({a}) runs a bakery by the ferry. {q} is not well.", cast="a"),
    Form("bracket-kin", "She lives with her mother ({a}) and her brother ({c}).", cast="ac"),
    Form("bracket-characters", "{a} ({p}) and {c} ({q}) are a fine pair. {q} is not well.", cast="ac"),
    Form("played-by", "{p}, played by {a}, runs a bakery by the ferry.", cast="a"),
    Form("played-well-by", "{p}, beautifully played by {a}, runs a bakery by the ferry.", cast="a"),
    Form("played-with-by", "{p}, played with dry wit by {a}, runs a bakery by the ferry.", cast="a"),
    Form("is-played-by", "The baker is played by {a}, who never hurries.", cast="a"),
    Form("stars-as", "{a} stars as {p}, a nurse who cannot sleep.", cast="a"),
    Form("stars-as-noun", "{a} stars as a nurse who cannot sleep.", cast="a"),
    Form("star-as-noun", "{a} and {c} star as two nurses who cannot sleep.", cast="ac"),
    Form("star", "{a} and {c} star.", cast="ac"),
    Form("star-in", "{a} and {c} star in this story of two brothers and a boat.", cast="ac"),
    Form("title-stars", "{t} stars {a}, {c} and {e} as three nurses who cannot sleep.", cast="ace"),
    Form("stars-list", "It stars {a}, {c} and {e}.", cast="ace"),
    Form("film-stars-as", "The film stars {a} as {p} and {c} as {q}.", cast="ac"),
    Form("starring-ahead", "Starring {a}, {c} and {e}, {t} never hurries.", cast="ace"),
    Form("starring-title", "{t}, starring {a}, {c} and {e}, never hurries.", cast="ace"),
    Form("starring-as", "Starring {a} as {p} and {c} as {q}, it never hurries.", cast="ac"),
    Form("starring-behind", "It is a story of two brothers, starring {a} and {c}.", cast="ac"),
    Form("in-title-role", "With {a} in the title role, the film is in good hands.", cast="a"),
    Form("in-lead-role", "With {a} in the lead role, the film is in good hands.", cast="a"),
    Form("cast-that-includes", "The film features a cast that includes {a}, {c} and {e}.", cast="ace"),
    Form("cast-includes", "The cast includes {a}, {c} and {e}.", cast="ace"),
    Form("fine-cast", "A fine cast, including {a}, {c} and {e}, never hurries.", cast="ace"),
    Form("supporting-cast", "The supporting cast includes {c} and {e}.", cast="ce"),
    Form("rounding-out", "Rounding out the cast are {c} and {e}.", cast="ce"),
    Form("cast-led-by", "The cast is led by {a} and {c}.", cast="ac"),
    Form("led-by-ahead", "Led by {a}, the cast never hurries.", cast="a"),
    Form("headed-by", "The ensemble, headed by {a} and {c}, never hurries.", cast="ac"),
    Form("features-list", "{t} features {a}, {c} and {e}.", cast="ace"),
    Form("featuring", "It is a story of two brothers, featuring {a}, {c} and {e}.", cast="ace"),
    Form("terrific-as", "{a} is terrific as {p}, and {c} is quite superb as {q}.", cast="ac"),
    Form("terrific-as-noun", "{a} is terrific as the nurse who cannot sleep.", cast="a"),
    Form("is-terrific", "{a} is terrific, even when the film is not.", cast="a"),
    Form("both-terrific", "{a} and {c} are both terrific.", cast="ac"),
    Form("never-better", "{a} has never been better.", cast="a"),
    Form("steals", "{a} steals every scene.", cast="a"),
    Form("shines", "{a} shines as the nurse who cannot sleep.", cast="a"),
    Form("joined-by", "{a} is joined by {c} and {e}.", cast="ace"),
    Form("they-joined-by", "They are joined by {c}, who plays a sailor.", cast="c"),
    Form("turns-from", "There are fine supporting turns from {c} and {e}.", cast="ce"),
    Form("with-turns-by", "{a} plays {p}, with fine supporting turns by {c} and {e}.", cast="ace"),
    Form("performances-from", "It has fine performances from {a}, {c} and {e}.", cast="ace"),
    Form("performances-by", "The performances by {a} and {c} are its best part.", cast="ac"),
    Form("owned-performance", "{a}'s performance is its best part.", cast="a"),
    Form("owned-performance-as", "{a}'s performance as {p} is its best part.", cast="a"),
    Form("owned-turn-as", "{a}'s turn as {p} is its best part.", cast="a"),
    Form("gives-performance", "{a} gives a performance of great restraint.", cast="a"),
    Form("delivers-performance", "{a} delivers a career-best performance as {p}.", cast="a"),
    Form("voiced-by", "The fox, voiced by {a}, is called {q}.", cast="a"),
    Form("character-voiced-by", "{q} (voiced by {a}) is a fox with a limp.", cast="a"),
    Form("gives-voice", "{a} gives voice to {q}, a fox with a limp.", cast="a"),
    Form("lends-voice", "{a} lends his voice to {q}, a fox with a limp.", cast="a"),
    Form("voices", "{a} voices {q}, a fox with a limp.", cast="a"),
    Form("starrer", "This {a}-starrer never hurries.", cast="a"),
    Form("starrer-apart", "The {a} starrer never hurries.", cast="a"),
    Form("headlined-by", "Headlined by {a} and {c}, it never hurries.", cast="ac"),
    Form("co-stars", "{c} co-stars as a sailor.", cast="c"),
    Form("co-stars-behind", "The film stars {a} and co-stars {c} and {e}.", cast="ace"),
    Form("also-stars", "{c} and {e} also star.", cast="ce"),
    Form("opposite", "{a} stars opposite {c} as a nurse who cannot sleep.", cast="ac"),
    Form("plays-opposite", "{a} plays {p} opposite {c}.", cast="ac"),
    Form("alongside", "{a} stars alongside {c} and {e}.", cast="ace"),
    Form("alongside-ahead", "Alongside {c}, {a} plays a nurse who cannot sleep.", cast="ac"),
    Form("always-reliable", "The always reliable {a} plays a nurse who cannot sleep.", cast="a"),
    Form("always-reliable-steals", "The always reliable {a} steals every scene.", cast="a"),
    Form("oscar-winner", "Oscar winner {a} plays {p}, a nurse who cannot sleep.", cast="a"),
    Form("oscar-winner-part", "Oscar winner {a} takes the part of {p}, a nurse who cannot sleep.", cast="a"),
    Form("newcomer", "Newcomer {a} plays {p}, a nurse who cannot sleep.", cast="a"),
    Form("newcomer-revelation", "Newcomer {a} is a revelation.", cast="a"),
    Form("bracket-other-film", "{a} ({o}) plays {p}, a nurse who cannot sleep.", cast="a"),
    Form("bracket-other-films", "{p} is played by {a} ({o}), and {c} plays her brother {q}.", cast="ac"),
    Form("best-known-for", "{a}, best known for {o}, plays {p}.", cast="a"),
    Form("who-starred-in", "{a}, who starred in {o}, plays a nurse who cannot sleep.", cast="a"),
    Form("cameo", "{e} turns up as a sailor.", cast="e"),
    Form("actors", "Actors {a} and {c} never hurry.", cast="ac"),
    Form("actress", "Actress {a} never hurries.", cast="a"),
    Form("lead-actor", "Lead actor {a} never hurries.", cast="a"),
    Form("leads", "Its leads, {a} and {c}, never hurry.", cast="ac"),
    Form("in-lead", "{a} is in the lead, and never hurries.", cast="a"),
    Form("thanks-to", "It works thanks to {a}, who plays the nurse.", cast="a"),
    Form("chemistry", "The chemistry between {a} and {c} is its best part.", cast="ac"),
    Form("with-list", "It is a film about two brothers, with {a}, {c} and {e}.", cast="ace"),
    Form("plays-singer", "{a} plays singer {x}, who drowned in 1961.", cast="a"),
    Form("stars-as-writer", "{a} stars as writer {x}, who drowned in 1961.", cast="a"),
    Form("plays-director", "{a} plays director {x}, who drowned in 1961.", cast="a"),
    # Of others.
    Form("trap-like", "Like {x}'s {o}, it is in no hurry.", is_trap=True),
    Form("trap-not-since", "Not since {x}'s {o} has a ferry looked so good.", is_trap=True),
    Form("trap-since-made", "Ever since {x} made {o}, ferries have been in fashion.", is_trap=True),
    Form("trap-original-by", "In the 1960 original by {x}, the ferry sank.", is_trap=True),
    Form("trap-remake", "It is a remake of {x}'s {o}, and it shows.", is_trap=True),
    Form("trap-sequel-to", "This is the sequel to {x}'s {o}, and it shows.", is_trap=True),
    Form("trap-who-directed-plays", "{e}, who directed {o}, plays a sailor.", cast="e", is_trap=True),
    Form("trap-other-directed-by", "{o}, directed by {x}, was a louder affair.", is_trap=True),
    Form("trap-dir", "It recalls {o} (dir. {x}, 1988), a louder affair.", is_trap=True),
    Form("trap-owned-other", "{x}'s {o} was a louder affair.", is_trap=True),
    Form("trap-think-of", "Think of {x}'s {o} with the sound turned down.", is_trap=True),
    Form("trap-starred-other", "{x} and {y} starred in {o}, a louder affair.", is_trap=True),
    Form("trap-played-other", "{x} played a similar part in {o}.", is_trap=True),
    Form("trap-plays-other", "In {o}, {x} plays a sailor who cannot swim.", is_trap=True),
    Form("trap-other-stars", "{o} stars {x} and {y} and is a louder affair.", is_trap=True),
    Form("trap-produced", "It was produced by {x} and {y}.", is_trap=True),
    Form("trap-shot", "Beautifully shot by {x}, it looks like a dream.", is_trap=True),
    Form("trap-composer", "Composer {x} keeps to a piano and a drum.", is_trap=True),
    Form("trap-score-by", "The score by {x} keeps to a piano and a drum.", is_trap=True),
    Form("trap-owned-score", "{x}'s score keeps to a piano and a drum.", is_trap=True),
    Form("trap-owned-camera", "{x}'s cinematography makes the most of the fog.", is_trap=True),
    Form("trap-edited", "Edited by {x}, it has no scene too many.", is_trap=True),
    Form("trap-editor", "Editor {x} leaves no scene too long.", is_trap=True),
    Form("trap-executive", "Executive producer {x} has said that it will be the last.", is_trap=True),
    Form("trap-designer", "Costume designer {x} puts everybody in wool.", is_trap=True),
    Form("trap-songs", "There are songs by {x}, sung by the crew.", is_trap=True),
    Form("trap-author", "Author {n} wrote the book in 1988.", is_trap=True),
    Form("trap-novel", "The novel by {n} was a slim thing.", is_trap=True),
    Form("trap-owned-novel", "{n}'s novel was a slim thing.", is_trap=True),
    Form("trap-fans-of", "Fans of director {x} will know the mood.", is_trap=True),
    Form("trap-films-of", "It is inspired by the films of {x}.", is_trap=True),
    Form("trap-would-have", "It is a film that {x} would have loved.", is_trap=True),
    Form("trap-once-said", "A film, as {x} once said, is a boat.", is_trap=True),
    Form("trap-critic", "The critic {x} once wrote that ferries are for lovers.", is_trap=True),
    Form("trap-interview", "{x} told me in an interview that the boat was real.", is_trap=True),
    Form("trap-offered", "The part was first offered to {x}.", is_trap=True),
    Form("trap-next", "{x}'s next film will have no boats at all.", is_trap=True),
    Form("trap-not-directed", "It was not directed by {x}, whatever the posters say.", is_trap=True),
    Form("trap-dedicated", "It is dedicated to {x}.", is_trap=True),
    Form("trap-style", "It has the look of a {x} film.", is_trap=True),
    Form("trap-character-film", "{q}'s film wins a prize at the end.", is_trap=True),
    Form("trap-character-director", "{q} is a director who has lost her nerve.", is_trap=True),
    Form("trap-about-filmmaker", "It tells of filmmaker {x}, who drowned in 1961.", is_trap=True),
    Form("trap-about-singer", "It is about singer {x}, who drowned in 1961.", is_trap=True),
    Form("trap-biopic", "It is a biopic of the writer {x}, who drowned in 1961.", is_trap=True),
    Form("trap-reminds", "It reminded me of {x} and of rain.", is_trap=True),
    Form("trap-festival", "It won a prize from a jury led by {x}.", is_trap=True),
    Form("trap-mayor", "The ferry was a gift of mayor {x}.", is_trap=True),
    Form("trap-pals", "I saw it with {x} and {y}, and none of us slept.", is_trap=True),
)

# As printed, and the surname or what reviews call them by.
_PEOPLE: Final = (
    ("Ann Stone", "Stone"),
    ("Marisol de la Cruz", "de la Cruz"),
    ("J. R. Hallam", "Hallam"),
    ("Jean-Luc Morel", "Morel"),
    ("Søren Ågård", "Ågård"),
    ("Robert Dale Jr.", "Dale"),
    ("Park Jun-ho", "Park"),
    ("Ngozi Adeyemi-Clarke", "Adeyemi-Clarke"),
    ("Lars von Brandt", "von Brandt"),
    ("Mia O'Dowd", "O'Dowd"),
    ("Zsófia Kertész", "Kertész"),
    ("Tom Reed", "Reed"),
    ("Wong Siu-ming", "Wong"),
    ("María José Ibáñez", "Ibáñez"),
    ("Kenji Watari", "Watari"),
    ("S. S. Raman", "Raman"),
    ("Thandiwe Mokoena", "Mokoena"),
    ("Michael B. Harlan", "Harlan"),
    ("Ilse van den Berg", "van den Berg"),
    ("Pedro Almeida", "Almeida"),
    ("Claire Duval", "Duval"),
    ("Daniel Day-Hughes", "Day-Hughes"),
    ("Emre Yıldız", "Yıldız"),
    ("Priya Nair", "Nair"),
    ("Carlos Vega", "Vega"),
    ("Kim Da-eun", "Kim"),
    ("Grace Holloway", "Holloway"),
    ("Omar al-Rashid", "al-Rashid"),
    ("Tessa Quill", "Quill"),
    ("Bo Lindqvist", "Lindqvist"),
    ("Helena Bonacci", "Bonacci"),
    ("Niamh Kelly", "Kelly"),
    ("Chidi Okafor", "Okafor"),
    ("Sean Patrick Dunne", "Dunne"),
    ("Yuki Arai", "Arai"),
    ("Amy Lou Parrish", "Parrish"),
    ("Viktor Sokolov", "Sokolov"),
)
_CHARACTERS: Final = (
    ("Nora Whitlock", "Whitlock"),
    ("Detective Ida Marsh", "Marsh"),
    ("Lena Frey", "Frey"),
    ("Joan Tilbury", "Tilbury"),
    ("Mrs. Farrow", "Farrow"),
)
_GIVEN: Final = ("Jonas", "Billy", "Max", "Elias")
_SIBLINGS: Final = (
    ("Joe", "Anthony Rusk", "Rusk"),
    ("Eric", "Nils Dahl", "Dahl"),
    ("Lana", "Lilly Marchetti", "Marchetti"),
)
_OTHERS: Final = ("Tin Summer", "The Iron Sea", "Goodnight, Marlow", "Silver Express")
_TITLES: Final = (
    "Undertow",
    "The Glass Orchard",
    "Now, Then, Never",
    "Harbor: The Last Light",
    "1987 Miles",
    "Run Away Home",
    "Karla Weiss",
    "A Quiet Harvest",
    "La noche larga",
    "Kill the Lights",
    "She Said Yes",
    "Nachtzug",
)
_HEADLINES: Final = ("{t} review", "Review: {t}", "{t} (2021) – Movie Review", "{t} review – a slow boat home")
_SECONDS: Final = (
    "It is slow, but it never bores.",
    "The fog does the rest.",
    "Not all of it works, yet the ending stays with you.",
    "What follows is better left unsaid.",
)
_OPENING: Final = (
    "There are films that hurry, and there are films that wait for you on the quay. This one waits, and I enjoyed it "
    "more with every scene, for all its clumsy moments."
)
_CLOSING: Final = (
    "In the end the story is moving and the acting is convincing, even where the plot is predictable. A solid "
    "drama that I recommend to patient viewers."
)
_TRUTH: Final = "{t} is directed by {d} and stars {a} and {c}."
_FILLINGS: Final = 8


def _filling(number: int) -> dict[str, str]:
    """The people and titles of one page; no two of its letters are one person."""
    filled = {}
    for place, letter in enumerate("dgwvacexyn"):
        filled[letter], filled[f"{letter}l"] = _PEOPLE[(number * 5 + place * 11) % len(_PEOPLE)]
    filled["p"], filled["pl"] = _CHARACTERS[number % len(_CHARACTERS)]
    filled["q"] = _GIVEN[number % len(_GIVEN)]
    filled["k"], filled["l"], filled["ll"] = _SIBLINGS[number % len(_SIBLINGS)]
    filled["o"] = _OTHERS[number % len(_OTHERS)]
    filled["t"] = _TITLES[number % len(_TITLES)]
    return filled


def _names(letters: str, filled: dict[str, str]) -> tuple[str, ...]:
    siblings = {"k": f"{filled['k']} {filled['ll']}"}
    return tuple(siblings.get(letter) or filled[letter] for letter in letters)


def cases() -> Iterator[Case]:
    """Each sentence behind the headline and in the midst of a text, of works and people of many shapes."""
    for place, form in enumerate(_FORMS):
        for turn in range(_FILLINGS):
            number = place + turn
            filled = _filling(number)
            second = (_TRUTH if form.is_trap else _SECONDS[number % len(_SECONDS)]).format(**filled).replace("..", ".")
            said = form.text.format(**filled).replace("..", ".")
            headline = _HEADLINES[number % len(_HEADLINES)].format(**filled)
            lines = (
                (headline, f"{said} {second}", _OPENING, _CLOSING)
                if turn % 2
                else (headline, _OPENING, f"The opening is a joke that lasts. {said} {second}", _CLOSING)
            )
            directors, cast = (form.directors + "d", form.cast + "ac") if form.is_trap else (form.directors, form.cast)
            expected = {
                "directors": _names(directors, filled),
                "writers": _names(form.writers, filled),
                "cast": _names(cast, filled),
                "creators": _names(form.creators, filled),
            }
            yield Case(form.name, lines, expected)
