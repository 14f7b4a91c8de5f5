import MoatModel
import MoatRust

/// Turns what was sighted in one file into marks: with lines, conditions, and each thing said once.
struct MarkMaker {
  /// Texts that are used already, so that equal ones share their storage.
  private var texts: Set<String> = []

  /// Marks of one file: a file of generated bindings has some ten thousand, and what a hostile one has
  /// beyond that is told by the first ones.
  static let limit = 200_000

  init() {}

  mutating func marks(_ sightings: [Sighting], in source: RustSource) -> [Mark] {
    if sightings.isEmpty { return [] }
    // An equal place is in the order of its being noted, so that the result is the same each time.
    let order = sightings.indices.sorted {
      (sightings[$0].lower, $0) < (sightings[$1].lower, $1)
    }
    var said: Set<Said> = []
    var marks: [Mark] = []
    marks.reserveCapacity(min(sightings.count, Self.limit))
    let size = source.bytes.count
    for index in order.prefix(Self.limit) {
      let sighting = sightings[index]
      let isTest = source.isTest(at: sighting.lower)
      let gates = source.gates.isEmpty ? [] : source.gates(at: sighting.lower).map(\.condition)
      if sighting.isMention {
        let new = said.insert(
          Said(
            capability: sighting.capability, subject: sighting.subject, gates: gates,
            isTest: isTest))
        if !new.inserted { continue }
      }
      let lower = min(sighting.lower, size)
      let line = source.line(of: lower)
      marks.append(
        Mark(
          capability: sighting.capability, span: SourceSpan(lower, sighting.upper), line: line + 1,
          column: lower - source.start(ofLine: line) + 1, subject: shared(sighting.subject),
          via: sighting.via.map { shared($0) }, gates: gates.map { shared($0) }, isTest: isTest,
          argument: sighting.argument.map { shared($0) }))
    }
    return marks
  }

  private struct Said: Hashable {
    let capability: Capability
    let subject: String
    let gates: [String]
    let isTest: Bool
  }

  /// Short texts need no storage; of longer ones the first is kept.
  private mutating func shared(_ text: String) -> String {
    if text.utf8.count <= 15 { return text }
    return texts.insert(text).memberAfterInsert
  }
}
