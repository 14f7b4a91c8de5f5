import MoatModel

/// One node in the flat arena of a ``YAMLStream``.
///
/// Offsets and indices are 32 bits wide, which ``YAMLStream/maximumSize`` makes safe. Index 0 is a
/// placeholder, so 0 means "none" in ``next``, ``first``, ``last`` and ``properties``.
struct YAMLRecord: Sendable {
  enum Form: UInt8, Sendable {
    /// Nothing is written, which reads as null.
    case empty
    case plain, single, double, literal, folded
    case alias
    case blockSequence, flowSequence
    case blockMapping, flowMapping
    /// A mapping of one entry without braces, in a flow sequence: `[a: b]`.
    case flowPair
  }

  let form: Form
  /// Whether the text between the delimiters differs from the value: line folding or escapes.
  var isFolded = false
  var lower: UInt32
  var upper: UInt32
  /// The next child of the same parent.
  var next: UInt32 = 0
  /// The first child; of an alias, the node it stands for.
  var first: UInt32 = 0
  var last: UInt32 = 0
  /// How many children there are; a mapping has a key and a value for each entry.
  var count: UInt32 = 0
  /// Anchor and tag, as an index.
  var properties: UInt32 = 0
  /// Of a block scalar, how many spaces belong to the indentation; of a block collection, the
  /// column of its entries.
  var indent: UInt32 = 0
  /// Of a block scalar, where its lines end, blank ones at its end included.
  var linesUpper: UInt32 = 0

  init(_ form: Form, _ lower: Int, _ upper: Int) {
    self.form = form
    self.lower = UInt32(truncatingIfNeeded: lower)
    self.upper = UInt32(truncatingIfNeeded: upper)
  }

  var span: SourceSpan { SourceSpan(Int(lower), Int(upper)) }
}

/// The anchor and the tag in front of a node, as written.
struct YAMLProperties: Sendable {
  /// With its `&`.
  var anchor: SourceSpan?
  /// With its `!`.
  var tag: SourceSpan?
  /// Where the suffix of the tag starts, behind its handle.
  var suffix = 0
  /// What a `%TAG` directive says the handle stands for.
  var prefix: SourceSpan?

  var isEmpty: Bool { anchor == nil && tag == nil }
  var upper: Int { max(anchor?.upper ?? 0, tag?.upper ?? 0) }
  var lower: Int { min(anchor?.lower ?? .max, tag?.lower ?? .max) }
}

/// One document in the arena of a ``YAMLStream``.
struct YAMLDocumentRecord: Sendable {
  var root: UInt32 = 0
  var span = SourceSpan.start
  var startsExplicitly = false
  var endsExplicitly = false
  /// Its part of the stream's problems.
  var problems = 0..<0
}
