/// A run of lines in the comparison of two texts. Line numbers are 0-based and half-open.
package struct LineChange: Hashable, Sendable {
  package enum Kind: UInt8, Hashable, Sendable {
    /// The same lines on both sides.
    case same
    case removed
    case added
    /// Lines replaced by others: both ranges are filled.
    case replaced
  }

  package let kind: Kind
  package let old: Range<Int>
  package let new: Range<Int>

  package init(_ kind: Kind, old: Range<Int>, new: Range<Int>) {
    self.kind = kind
    self.old = old
    self.new = new
  }
}
