import MoatRust

/// Reads the tokens of one file once and notes what they show.
///
/// Comments are not among the tokens. Macros are not expanded: their arguments and bodies are read as
/// the code that they are written as.
struct FileScanner: ~Copyable {
  let source: RustSource
  let tokens: ScannedTokens
  private let words = ScanWord.table
  let names: FileNames
  var nextPath = 0
  var tools: ScanTools
  var sightings: [Sighting] = []

  /// What the file itself names: constants with a text, folders of the build, moments.
  var known = WordTable()
  /// The tokens that are looked at, as indices; and beside them those with names in `known`.
  private let stops: ContiguousArray<UInt32>
  private var nextStop = 0
  var knownNames: TokenFilter?
  /// Texts of constants that may be parts of one encoded text, in order.
  var parts: [Int] = []
  /// Integers that are moments of these years, and the names of constants that are.
  var moments: [Int] = []
  var seesClock = false
  /// Names of scripts that are files, as literals have them.
  var scripts: [String] = []
  /// The index after the attribute that is being read.
  var attributeEnd = 0
  /// The index at which the block of foreign functions ends that was read last.
  var externEnd = 0

  /// - Parameter tools: of another scanner that is done, or new.
  init(source: RustSource, package: PackageNames, tools: consuming ScanTools) {
    self.source = source
    tokens = ScannedTokens(source)
    stops = source.stops
    names = FileNames(source: source, package: package)
    self.tools = tools
  }

  mutating func scan() {
    noteConstants()
    var index = 0
    while true {
      index = min(stop(from: index), max(index, startOfNextPath))
      guard index < tokens.count else { break }
      if index >= startOfNextPath { readPaths(at: index) }
      index = read(tokens.tokens[index], at: index)
    }
    finishPieces()
    finishParts()
    finishMoments()
    noteImports()
    noteSecretWords()
    noteDownloaders()
  }

  /// - Returns: what the next file is scanned with.
  consuming func end() -> ScanTools { tools }

  /// The next token to be looked at, from an index on; the number of tokens where there is none.
  private mutating func stop(from index: Int) -> Int {
    while nextStop < stops.count, Int(stops[nextStop]) < index { nextStop += 1 }
    let next = nextStop < stops.count ? Int(stops[nextStop]) : tokens.count
    guard let knownNames, index < next else { return next }
    return source.nextToken(in: index..<next, knownNames)
  }

  /// What one token shows.
  ///
  /// - Returns: the index to go on from.
  private mutating func read(_ token: Token, at index: Int) -> Int {
    switch token.kind {
    case .identifier:
      if let word = words.value(of: tokens.bytes, token.lower, token.upper) {
        read(ScanWord(rawValue: word), at: index)
      } else if known.mayHave(tokens.bytes, token.lower, token.upper) {
        readKnown(at: index)
      }
    case .string, .rawString, .byteString, .rawByteString, .cString, .rawCString:
      readLiteral(at: index)
    case .character, .byte: readCharacter(token, at: index)
    case .integer: if token.upper - token.lower >= 10 { readMoment(at: index) }
    case .punctuation:
      switch token.punctuation {
      case UInt8(ascii: "["): return readArray(at: index)
      case UInt8(ascii: "#"): return readAttribute(at: index)
      case UInt8(ascii: "^"): readExclusiveOr(at: index)
      default: break
      }
    default: break
    }
    return index + 1
  }

  private var startOfNextPath: Int {
    nextPath < names.paths.count ? names.paths[nextPath].tokens.lowerBound : Int.max
  }

  mutating func note(
    _ capability: Capability, at range: Range<Int>, _ subject: String, via: String? = nil,
    argument: String? = nil, isMention: Bool = false
  ) {
    sightings.append(
      Sighting(
        capability, range.lowerBound, range.upperBound, subject, via: via, argument: argument,
        isMention: isMention))
  }

  // MARK: words

  private mutating func read(_ word: ScanWord?, at index: Int) {
    if index < attributeEnd { return }
    switch word {
    case .unsafe: readUnsafe(at: index)
    case .extern: readExtern(at: index)
    case .let: readBinding(at: index)
    case .env where tokens.isMark(index + 1, "!"): readEnvironmentMacro(at: index)
    case .assembly where tokens.isMark(index + 1, "!"):
      note(.assembly, at: tokens.range(index), tokens.name(index) + "!")
    case .certificateMethod where isCall(index):
      note(.tlsOff, at: tokens.range(index), tokens.name(index))
    case .certificateSwitch where isCall(index) && tokens.isWord(index + 2, "false"):
      note(.tlsOff, at: tokens.range(index), tokens.name(index) + "(false)")
    case .certificateTrait where isImplemented(index):
      note(.tlsOff, at: tokens.range(index), "impl ServerCertVerifier")
    case .mode where isCall(index): readMode(at: index)
    case .climb where isCall(index): readClimb(at: index)
    case .time: seesClock = true
    case .date: readDate(at: index)
    default: break
    }
  }

  /// Whether a name is called as a method or below a type, and not defined.
  func isCall(_ index: Int) -> Bool {
    tokens.isMark(index + 1, "(")
      && (tokens.isMark(index - 1, ".") || tokens.isSeparator(index - 2))
  }

  /// `impl … ServerCertVerifier for …`.
  private func isImplemented(_ index: Int) -> Bool {
    guard tokens.isWord(index + 1, "for") else { return false }
    var before = index - 1
    // Generic parameters and a path stand between; both are short.
    while before >= 0, index - before <= 64 {
      if tokens.isWord(before, "impl") { return true }
      if [UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}")].contains(tokens.mark(before)) {
        return false
      }
      before -= 1
    }
    return false
  }

  /// `set_mode(0o755)`: the mode of a file that can be run. A literal without such a bit is none.
  private mutating func readMode(at index: Int) {
    let value = tokens.integer(index + 2)
    if tokens.isWord(index, "mode"), value == nil { return }
    if let value, value & 0o111 == 0 { return }
    let subject = value.map { "\(tokens.name(index))(0o\(String($0, radix: 8)))" }
    // `PermissionsExt::from_mode` is noted as the path that it is.
    if let last = sightings.last, last.capability == .permissions,
      last.upper == tokens.range(index).upperBound
    {
      return
    }
    note(.permissions, at: tokens.range(index), subject ?? tokens.name(index))
  }
}
