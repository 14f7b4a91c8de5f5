/// A definition, or a block that is marked `unsafe`.
package struct Item: Hashable, Sendable {
  package enum Kind: UInt8, Hashable, Sendable {
    case function, structure, enumeration, union, trait, implementation, module, constant
    case staticVariable
    case typeAlias
    case macro
    /// `extern "C" { … }`
    case externBlock
    /// `unsafe { … }`
    case unsafeBlock
  }

  package let kind: Kind
  package let isUnsafe: Bool
  package let isPublic: Bool
  /// Whether `extern` stands before it: a function that other languages can call, or a block of theirs.
  package let isExtern: Bool
  /// Its name among the tokens; nil for what has none. For an `impl`, the word `impl`.
  package let name: Int?
  /// From its first modifier to its end, without attributes, as indices into the tokens.
  package internal(set) var tokens: ClosedRange<Int>
}
