/// `name!(…)`, with any of the three brackets.
package struct MacroCall: Hashable, Sendable {
  /// The last segment of its path, as an index into the tokens.
  package let name: Int
  /// From the opening bracket to the closing one, as indices into the tokens; to the end of the file
  /// where it is not closed.
  package let arguments: ClosedRange<Int>
}
