/// A script, read: its commands in the order in which they would run.
///
/// A value says what the text names, not what a run does: a branch may not be taken, a program may
/// do anything. What is quoted for another shell (`sh -c '…'`, `eval`, a here-document fed to
/// `bash`) is read as well, and so is what a function does, where it is called.
package struct ShellScript: Sendable {
  package let dialect: ShellDialect
  package let commands: [ShellCommand]
  package let problems: [ShellProblem]
  /// The pipelines, in order, each with the place of a command that belongs to it.
  private let places: [(pipeline: Int, command: Int)]

  /// - Parameters:
  ///   - masks: the pieces that are replaced before the shell sees them; those that overlap or lie
  ///     outside of the text are left out.
  ///   - variables: the environment it starts with, as far as it is known.
  ///   - options: what the shell that starts it sets. `#!` and `set` lines are read too.
  package init(
    _ text: String, dialect: ShellDialect, masks: [ShellMask] = [],
    variables: [String: ShellText] = [:], options: ShellOptions = ShellOptions()
  ) {
    self.dialect = dialect
    let source = ShellSource(text, masks: masks)
    let result =
      switch dialect {
      case .sh, .bash: BashInterpreter.read(source, dialect, variables, options)
      case .powershell: PowerShellReader.read(source, variables, options)
      case .cmd: CmdReader.read(source, variables)
      }
    commands = result.commands
    var places: [(pipeline: Int, command: Int)] = []
    places.reserveCapacity(result.commands.count)
    for (index, command) in result.commands.enumerated() {
      places.append((command.pipeline.id, index))
      if let outer = command.pipeline.outer { places.append((outer, index)) }
    }
    places.sort { $0 < $1 }
    self.places = places
    problems = source.problems + result.problems
  }

  /// The commands of a pipeline or of a substitution, in order. Those of a block that is piped have
  /// the block's place.
  package func commands(inPipeline id: Int) -> [ShellCommand] {
    var (first, end) = (0, places.count)
    while first < end {
      let middle = first + (end - first) / 2
      if places[middle].pipeline < id { first = middle + 1 } else { end = middle }
    }
    return places[first...].prefix { $0.pipeline == id }.map { commands[$0.command] }
  }
}

/// What reading a script comes to.
struct ShellReading {
  var commands: [ShellCommand] = []
  var problems: [ShellProblem] = []
}

/// The bytes of a script with its masks blanked.
struct ShellSource: Sendable {
  /// Each mask is ``maskStart`` and then ``maskRest``, bytes that UTF-8 never has.
  let bytes: [UInt8]
  let problems: [ShellProblem]
  private let texts: [Int: ShellText]

  static let maskStart: UInt8 = 0xFF
  static let maskRest: UInt8 = 0xFE

  init(_ text: String, masks: [ShellMask]) {
    var bytes = Array(text.utf8)
    if bytes.count > ShellLimit.scriptSize {
      bytes.removeSubrange(ShellLimit.scriptSize...)
      problems = [ShellProblem(.tooLarge, at: bytes.count)]
    } else {
      problems = []
    }
    var texts: [Int: ShellText] = [:]
    var end = 0
    for mask in masks.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where mask.range.lowerBound >= end && mask.range.upperBound <= bytes.count
      && !mask.range.isEmpty
    {
      for offset in mask.range { bytes[offset] = Self.maskRest }
      bytes[mask.range.lowerBound] = Self.maskStart
      texts[mask.range.lowerBound] = ShellText(
        parts: [mask.values.map { .choice($0) } ?? .mask(mask.id)])
      end = mask.range.upperBound
    }
    self.bytes = bytes
    self.texts = texts
  }

  /// A script that is the value of a word: what is not known of it is masked.
  init(_ text: ShellText) {
    var bytes: [UInt8] = []
    var texts: [Int: ShellText] = [:]
    for part in text.parts {
      if case .literal(let literal) = part {
        bytes += literal.utf8
      } else {
        texts[bytes.count] = ShellText(parts: [part])
        bytes.append(Self.maskStart)
      }
    }
    self.bytes = bytes
    self.texts = texts
    problems = []
  }

  /// What a mask stands for.
  func text(ofMaskAt offset: Int) -> ShellText { texts[offset] ?? .anything }

  func string(_ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<bytes.count)
    let part = bytes[range]
    guard !texts.isEmpty, part.contains(where: { $0 >= Self.maskRest }) else {
      return String(decoding: part, as: UTF8.self)
    }
    return String(
      decoding: part.map { $0 >= Self.maskRest ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
  }
}
