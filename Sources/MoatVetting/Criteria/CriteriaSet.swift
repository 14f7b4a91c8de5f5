/// A set of criteria of one ``CriteriaTable``, one bit each.
///
/// Sets of different tables must not be mixed: a bit means what its table says.
package struct CriteriaSet: Hashable, Sendable {
  package private(set) var bits: UInt64

  /// How many criteria a table can hold: one bit each, as in cargo-vet, which stops with a panic
  /// beyond it.
  package static let limit = 64

  package init(bits: UInt64 = 0) { self.bits = bits }

  /// The set of one criterion alone, what it implies left out; empty for an index no table has.
  package init(index: Int) { bits = index < 0 ? 0 : 1 << index }

  /// Nothing is demanded, or nothing is known.
  package static let empty = CriteriaSet()

  package var isEmpty: Bool { bits == 0 }

  package func contains(_ index: Int) -> Bool { bits & CriteriaSet(index: index).bits != 0 }

  package func isSuperset(of other: CriteriaSet) -> Bool { bits & other.bits == other.bits }

  package func isDisjoint(with other: CriteriaSet) -> Bool { bits & other.bits == 0 }

  package mutating func formUnion(_ other: CriteriaSet) { bits |= other.bits }

  package func union(_ other: CriteriaSet) -> CriteriaSet { CriteriaSet(bits: bits | other.bits) }

  package func intersection(_ other: CriteriaSet) -> CriteriaSet {
    CriteriaSet(bits: bits & other.bits)
  }

  package func subtracting(_ other: CriteriaSet) -> CriteriaSet {
    CriteriaSet(bits: bits & ~other.bits)
  }

  /// The indices in the set, ascending.
  package var indices: [Int] {
    var result: [Int] = []
    var rest = bits
    while rest != 0 {
      result.append(rest.trailingZeroBitCount)
      rest &= rest &- 1
    }
    return result
  }
}
