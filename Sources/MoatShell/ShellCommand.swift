/// One command of a script as the shell would start it.
package struct ShellCommand: Sendable {
  /// What does not change once it is read, held together: commands are handed around a lot.
  private let content: Content
  /// Its source in UTF-8 bytes of the script.
  package let range: Range<Int>
  package let dialect: ShellDialect
  package private(set) var pipeline: ShellPipelinePlace
  package let follows: ShellConnector
  /// What becomes of its failure.
  package internal(set) var outcome: ShellOutcome
  /// Whether a test, a loop or an earlier command decides if it runs.
  package let isConditional: Bool

  private final class Content: Sendable {
    let words: [ShellWord]
    let name: String?
    let assignments: [ShellAssignment]
    let redirects: [ShellRedirect]
    let wrappers: [String]
    let function: String?
    let environment: [String: ShellText]

    init(
      words: [ShellWord], assignments: [ShellAssignment], redirects: [ShellRedirect],
      wrappers: [String], function: String?, environment: [String: ShellText]
    ) {
      self.words = words
      name = words.first.flatMap { ShellCommand.programName($0.text) }
      self.assignments = assignments
      self.redirects = redirects
      self.wrappers = wrappers
      self.function = function
      self.environment = environment
    }
  }

  init(
    words: [ShellWord], assignments: [ShellAssignment], redirects: [ShellRedirect],
    range: Range<Int>, dialect: ShellDialect, wrappers: [String], pipeline: ShellPipelinePlace,
    follows: ShellConnector, outcome: ShellOutcome, function: String?, isConditional: Bool,
    environment: [String: ShellText]
  ) {
    content = Content(
      words: words, assignments: assignments, redirects: redirects, wrappers: wrappers,
      function: function, environment: environment)
    self.range = range
    self.dialect = dialect
    self.pipeline = pipeline
    self.follows = follows
    self.outcome = outcome
    self.isConditional = isConditional
  }

  /// The name and its arguments, without wrappers such as `sudo`; empty for assignments alone.
  package var words: [ShellWord] { content.words }
  /// The program without its folder and without `.exe`; nil if that is not known.
  package var name: String? { content.name }
  /// `X=1` before the name, and of `env X=1`.
  package var assignments: [ShellAssignment] { content.assignments }
  package var redirects: [ShellRedirect] { content.redirects }
  /// The wrappers that were taken off, outermost first: `sudo`, `xargs`.
  package var wrappers: [String] { content.wrappers }
  /// The function in whose body it stands.
  package var function: String? { content.function }
  /// What is known of the environment variables that Cargo and rustup read.
  package var environment: [String: ShellText] { content.environment }

  private static func programName(_ text: ShellText) -> String? {
    if let known = text.known { return programName(known) }
    // `$HOME/.cargo/bin/cargo`: the folder does not matter.
    let end = text.knownSuffix
    guard let slash = end.utf8.lastIndex(where: isSeparator) else { return nil }
    return programName(String(end[slash...]))
  }

  /// Sets how many commands the pipeline has, which shows at its end.
  mutating func setCount(_ count: Int) {
    pipeline = ShellPipelinePlace(
      id: pipeline.id, index: pipeline.index, count: count, outer: pipeline.outer)
  }

  /// The words after the name.
  package var arguments: ArraySlice<ShellWord> { words.dropFirst() }

  static func programName(_ path: String) -> String? {
    var name = path[...]
    if let slash = path.utf8.lastIndex(where: isSeparator) {
      name = path[path.utf8.index(after: slash)...]
    }
    if isWindowsProgram(name.utf8) { name = name.dropLast(4) }
    return name.isEmpty ? nil : String(name)
  }

  /// Whether `.exe` stands behind a name.
  private static func isWindowsProgram(_ name: Substring.UTF8View) -> Bool {
    let end = name.suffix(4)
    return name.count > 4 && end.first == UInt8(ascii: ".")
      // Letters differ from capitals by one bit.
      && end.dropFirst().elementsEqual("exe".utf8) { $0 | 0x20 == $1 }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
  }
}

/// `NAME=value` before a command or alone.
package struct ShellAssignment: Hashable, Sendable {
  package let name: String
  package let value: ShellText
  package let range: Range<Int>
}

/// Where a command reads from or writes to.
package struct ShellRedirect: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case input, output, append
    /// Standard input is this text.
    case text
    /// `2>&1` and the like.
    case duplicate
  }

  package let kind: Kind
  /// The descriptor before the sign; nil for the usual one, and for both of `&>`.
  package let descriptor: Int?
  /// The file, or the text of a here-document or here-string.
  package let target: ShellText
  package let range: Range<Int>
}

/// The place of a command in its pipeline.
package struct ShellPipelinePlace: Hashable, Sendable {
  /// Counts the pipelines of the script. Commands of a block that is piped have the block's place.
  package let id: Int
  package let index: Int
  package let count: Int
  /// The pipeline or substitution around it.
  package let outer: Int?

  package var isLast: Bool { index + 1 == count }
}

/// What stands before a command.
package enum ShellConnector: Hashable, Sendable {
  case sequence, and, or, pipe
}

/// What becomes of a command's failure.
package enum ShellOutcome: Hashable, Sendable {
  /// It ends the script, or becomes its result.
  case stops
  /// A test, `&&` or a look at `$?` depends on it.
  case decides
  /// Another command takes over: `wget … || curl …`.
  case handled
  case ignored(ShellIgnorance)
}

/// Why a failure is lost.
package enum ShellIgnorance: Hashable, Sendable {
  /// `|| true`, `|| :`, `|| exit 0`
  case orTrue
  /// `|| echo …`: told and forgotten.
  case orReport
  /// `&& echo …` in the middle of a script: what follows runs all the same.
  case andReport
  /// `! command`
  case negated
  /// Not the last of a pipeline, without `pipefail`.
  case pipeline
  /// Started with `&`.
  case background
  /// In `$( … )` or `<( … )`, whose command has its own status.
  case substitution
  /// The script goes on after failures: no `-e`, PowerShell after a program, cmd.
  case noErrexit
  /// `try { … } catch { … }` in PowerShell, with nothing that fails in the second.
  case caught
}
