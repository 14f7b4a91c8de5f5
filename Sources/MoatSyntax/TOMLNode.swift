/// One value in the flat arena of a ``TOMLDocument``, with the key that names it.
///
/// Offsets and indices are 32 bits wide, which ``TOMLDocument/maximumSize`` makes safe; half the
/// memory traffic of `Int` is most of what makes parsing fast. Index 0 is the root table, which
/// is nobody's child, so 0 also means "none" in ``next``, ``first`` and ``last``.
struct TOMLNode: Sendable {
  /// How a value was written, as far as later text or decoding depends on it.
  enum Form: UInt8, Sendable {
    /// Anything whose text is its value.
    case plain
    /// A string with at least one escape sequence.
    case escaped
    case rootTable
    /// A table that exists only because a header named something below it.
    case implicitTable
    /// A table with its own `[header]`.
    case headerTable
    /// One `[[header]]` of an array of tables.
    case elementTable
    /// A table that a dotted key created.
    case dottedTable
    case inlineTable
    /// An array whose elements are `[[header]]` tables.
    case arrayOfTables
  }

  /// How a key was written.
  enum KeyForm: UInt8, Sendable {
    /// The value is an array element or the root.
    case none
    case bare
    /// Quoted, and the text between the quotes is the key.
    case quoted
    /// Quoted, with at least one escape sequence.
    case escaped
  }

  var kind: TOMLValue.Kind
  var form: Form
  var keyForm: KeyForm
  var keyLower: UInt32 = 0
  var keyUpper: UInt32 = 0
  var lower: UInt32
  var upper: UInt32
  /// The end of the `[header]` that starts at `lower`; 0 without a header.
  var headerUpper: UInt32 = 0
  /// The next child of the same parent.
  var next: UInt32 = 0
  var first: UInt32 = 0
  var last: UInt32 = 0
  /// How many children there are.
  var count: UInt32 = 0

  init(_ kind: TOMLValue.Kind, _ form: Form, _ lower: Int, _ upper: Int, key: TOMLKey? = nil) {
    self.kind = kind
    self.form = form
    self.lower = UInt32(truncatingIfNeeded: lower)
    self.upper = UInt32(truncatingIfNeeded: upper)
    keyForm = .none
    if let key { self.key = key }
  }

  var key: TOMLKey {
    get { TOMLKey(lower: Int(keyLower), upper: Int(keyUpper), form: keyForm) }
    set {
      keyForm = newValue.form
      keyLower = UInt32(truncatingIfNeeded: newValue.lower)
      keyUpper = UInt32(truncatingIfNeeded: newValue.upper)
    }
  }
}

/// One segment of a key as written, quotes included.
struct TOMLKey {
  let lower: Int
  let upper: Int
  let form: TOMLNode.KeyForm

  /// The bytes between the quotes, or all of a bare key.
  var content: Range<Int> {
    form == .bare || form == .none || upper - lower < 2 ? lower..<upper : lower + 1..<upper - 1
  }
}

/// A key of a table that is too large to search one child at a time.
struct TOMLLargeTableKey: Hashable, Sendable {
  let table: UInt32
  /// The decoded key. Bytes and not a `String`, whose equality would merge different spellings of
  /// one Unicode text that TOML keeps apart.
  let key: [UInt8]
}
