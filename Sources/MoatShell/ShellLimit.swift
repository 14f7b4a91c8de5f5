/// How much of a script is read. A script beyond a limit is read as far as the limit goes, and a
/// ``ShellProblem`` says so.
package enum ShellLimit {
  /// Bytes of one script. The largest `run:` among thousands of workflows has some 20 KB; whole
  /// shell scripts such as installers reach a few hundred.
  package static let scriptSize = 1 << 20

  /// Levels of compound commands, substitutions and quoted scripts in one another. People write
  /// five; the parser's stack holds many more than this.
  static let depth = 40

  /// Commands listed of one script, with those that calls of functions repeat.
  static let commands = 20_000

  /// Commands that calls of functions add. Functions that call one another twice each would
  /// otherwise double with every level.
  static let expandedCommands = 2_000

  /// Shells started by one another with a script in quotes, and how many such scripts are read of
  /// a script within one. A script can quote itself through a variable.
  static let quotedDepth = 3
  static let quotedScripts = 100
  static let innerQuotedScripts = 4

  /// Bytes of a folded value: `X=$X$X` doubles with every line.
  static let valueSize = 16_384

  /// Parts of a text that is not wholly known.
  static let parts = 64

  /// Values that one text may have, for example a variable of a `for` loop.
  static let alternatives = 32

  /// Variables whose values are followed in one script.
  static let variables = 1_000

  /// Syntax errors after which every line is read alone: a quote that is never closed makes the
  /// parser look at the rest of the script, and that must not happen once a line.
  static let recoveries = 16

  /// Problems reported of one script; more say nothing new.
  static let problems = 20
}
