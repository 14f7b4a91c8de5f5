/// `#[…]` or `#![…]`. Documentation comments are none here.
package struct Attribute: Hashable, Sendable {
  /// The index of its `#` among the tokens, and of its `]`.
  package let tokens: ClosedRange<Int>
  /// `#![…]`: about what it stands in.
  package let isInner: Bool
  /// Whether it stands among fields or variants.
  let isInBody: Bool
  /// Whether it stands in the arguments of a macro, or in the definition of one.
  package let isInMacro: Bool
  /// The index of the bracket it stands in; -1 for the file.
  let container: Int
  /// The index of the first word in the brackets.
  package var name: Int { tokens.lowerBound + (isInner ? 3 : 2) }
}
