"""A small sheet to test with, and a folder to put it in."""

from pathlib import Path

SHEET = """\
id: post-box
title: Design a post box
prompt: Design a post box.
core: [drop a letter and have it collected]
flows:
  letters:
    noun: letter
    actors: 2 million
    per_actor_per_day: 3
    object_size: 2 KB
    peak_factor: 4
    reads_per_write: 1
    replication: 2
    retention: 30 days
    cache_share: 10%
    ranges: {actors: [1 million, 5 million]}
facts:
  - id: senders
    category: scale
    criteria: [req.users]
    question: How many people drop a letter on a day?
    phrasings: [how large is the population, count of daily senders, what is the number of users, how many folks use it]
    not_this: [how many boxes are there]
    answer: "{{ letters.actors | figure }} people drop a letter on a day."
    sets: {flow: letters, parameter: actors}
  - id: speed
    category: nonfunctional
    criteria: [req.nonfunctional]
    question: How quickly must a letter be collected?
    phrasings:
      # the next one was asked in a real interview
      - what delay is acceptable until pickup
      - how fast is collection
    answer: Within a day.
decoys: [what colour is the box]
probes:
  - {id: lost, phase: requirements, asks: What if a letter is lost?, criterion: req.edge_cases, unless: [speed]}
design:
  components:
    - {id: box, name: Box, role: client}
    - {id: office, name: Office, role: database}
  connections: [{from: box, to: office, carries: letters, path: write}]
  write_path: [box, office]
"""


def folder_with(root: Path, sheet: str = SHEET, name: str = "post-box") -> Path:
    """A content folder that holds one scenario."""
    file = root / "rubrics" / "scenarios" / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(sheet, encoding="utf-8")
    return root
