/// The language a script is written in. `sh` is read as bash, which understands all of it.
package enum ShellDialect: String, Hashable, Sendable {
  case sh, bash, powershell, cmd
}

/// What the shell does about failures when the script starts.
package struct ShellOptions: Hashable, Sendable {
  /// `-e`: a command that fails ends the script. In PowerShell,
  /// `$ErrorActionPreference = 'stop'`, which concerns cmdlets and not programs.
  package var stopsOnError: Bool
  /// `-o pipefail`: a pipeline fails if any of its commands does.
  package var hasPipefail: Bool

  package init(stopsOnError: Bool = false, hasPipefail: Bool = false) {
    self.stopsOnError = stopsOnError
    self.hasPipefail = hasPipefail
  }
}

/// A piece of a script that is not the shell's: an expression that is replaced before the shell
/// sees the text.
package struct ShellMask: Hashable, Sendable {
  /// UTF-8 bytes of the script.
  package let range: Range<Int>
  /// Finds the expression again. Equal ids stand for equal text.
  package let id: Int
  /// All values it can have, if they are known: one for a folded `env`, several for a matrix.
  package let values: [String]?

  package init(range: Range<Int>, id: Int, values: [String]? = nil) {
    self.range = range
    self.id = id
    self.values = values
  }
}

/// Something in a script that could not be read; what follows it was read nevertheless.
package struct ShellProblem: Hashable, Sendable, Error {
  package enum Kind: String, Hashable, Sendable {
    case unclosedQuote = "a quote is not closed"
    case unclosedExpansion = "an expansion is not closed"
    case unclosedBlock = "a block is not closed"
    case unclosedHereDocument = "a here-document is not closed"
    case unexpectedToken = "the shell would not expect this here"
    case tooDeep = "the script is nested too deeply to be read"
    case tooLarge = "the script is too large to be read whole"
    case tooManyCommands = "the script has too many commands to be read whole"

    /// Whether a limit of ours ended the reading: there may be commands behind it.
    package var isLimit: Bool {
      self == .tooDeep || self == .tooLarge || self == .tooManyCommands
    }
  }

  package let kind: Kind
  /// UTF-8 bytes of the script.
  package let offset: Int

  package init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
