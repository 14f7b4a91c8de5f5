package import MoatModel

/// One Rust file, read as far as its tokens tell.
///
/// No macro is expanded, no type is resolved, no condition is decided: code under every `cfg` is there.
/// Any bytes can be read. What rustc refuses is read somehow, and may be misread.
///
/// A class because it holds some twenty arrays, each of which a copy of a structure would count.
package final class RustSource: Sendable {
  package let edition: RustEdition
  /// Line and block comments, documentation too, in order.
  package let comments: ContiguousArray<Token>
  /// Whether the file begins with a `#!` line.
  package let hasShebang: Bool
  /// Whether it has names that were asked for; otherwise imports are as they are written, and no paths
  /// are found.
  package let isResolved: Bool
  /// The first token that Rust does not have.
  package let problem: Token?
  /// In the order in which they stand.
  package let imports: [Import]
  /// In the order in which they begin, as everything below.
  package let items: [Item]
  package let attributes: [Attribute]
  /// Calls of macros, `macro_rules!` not among them.
  package let macros: [MacroCall]
  package let inlineModules: [InlineModule]
  package let moduleDeclarations: [ModuleDeclaration]
  package let inclusions: [Inclusion]
  package let gates: [Gate]
  /// What is only compiled for tests: below `cfg(test)` or anything that requires it, `#[test]`,
  /// `#[bench]` and attributes that end in `::test`; not in the arguments of macros, which may drop an
  /// attribute. None lies in another.
  package let testSpans: [SourceSpan]

  /// The tokens at which ``TokenInterest/stops`` stops, as indices in order.
  package let stops: ContiguousArray<UInt32>

  let text: TokenText
  let partners: ContiguousArray<Int32>
  /// The tokens of the paths of all imports.
  let importParts: [Int]
  let lookup: NameLookup
  let lines: LineTable
  /// The names and `>` that `::` follows, as indices into the tokens.
  let leads: ContiguousArray<UInt32>
  /// The words that begin a `use` or `extern crate`, as indices into the tokens.
  let useWords: ContiguousArray<UInt32>

  package var bytes: [UInt8] { text.bytes }
  /// What the compiler's parser sees, in order.
  package var tokens: ContiguousArray<Token> { text.tokens }

  /// - Parameters:
  ///   - crates: for each name by which the crate's manifest renames a dependency, the name of its
  ///     library, both as identifiers.
  package init(
    bytes: [UInt8], edition: RustEdition = .usual, crates: [String: String] = [:],
    interest: TokenInterest = .everyName
  ) {
    self.edition = edition
    var pieces = TokenReader(edition, interest)
    let text = TokenText(bytes: bytes, tokens: pieces.read(bytes))
    self.text = text
    comments = pieces.comments
    hasShebang = pieces.hasShebang
    lines = pieces.lines
    leads = pieces.leads
    stops = pieces.stops
    problem = pieces.problem
    isResolved = pieces.hasWanted
    var reader = SourceReader(text, bindsNames: isResolved)
    reader.read(pieces.bones)
    partners = reader.partners
    useWords = reader.useWords
    items = reader.items
    attributes = reader.attributes
    macros = reader.macros
    inlineModules = reader.modules
    moduleDeclarations = reader.declarations
    inclusions = macros.compactMap { Inclusion($0, text) }
    var finder = GateFinder(text: text, partners: partners)
    finder.find(attributes, macros, reader.imports, reader.importParts)
    gates = finder.gates
    testSpans = finder.tests
    importParts = reader.importParts
    let names = NameLookup(scopes: reader.scopes, table: reader.names, text: text, crates: crates)
    if isResolved {
      let resolution = ImportResolution(
        reader.imports, reader.importParts, reader.importScopes, names)
      imports = resolution.imports
      lookup = resolution.names
    } else {
      imports = reader.imports
      lookup = names
    }
  }

  /// The text of a token; bytes that are not UTF-8 become U+FFFD.
  package func text(of token: Token) -> String {
    guard token.lower <= token.upper, token.upper <= bytes.count else { return "" }
    return String(decoding: bytes[token.lower..<token.upper], as: UTF8.self)
  }

  /// What a string, byte string, C string, character or byte stands for, escapes replaced; nil for any
  /// other token.
  package func value(of token: Token) -> [UInt8]? { LiteralValue.bytes(of: token, in: bytes) }

  /// The index of the line that has an offset.
  package func line(of offset: Int) -> Int { lines.line(of: offset) }

  /// The offset of the first byte of a line, given by its index.
  package func start(ofLine line: Int) -> Int { lines.start(of: line) }

  /// The first token from an index on that passes; the end of the range where there is none.
  package func nextToken(in range: Range<Int>, _ filter: TokenFilter) -> Int {
    text.next(from: range.lowerBound, to: range.upperBound, in: filter)
  }

  /// The token that closes the bracket at an index, or opens it; nil where there is none.
  package func partner(of index: Int) -> Int? {
    guard partners.indices.contains(index), partners[index] >= 0 else { return nil }
    return Int(partners[index])
  }
}
