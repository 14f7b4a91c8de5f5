/// A word of crev's that stands in an order: the cases are declared from least to most, and named as
/// proofs and policies write them.
package protocol CrevScale: RawRepresentable<String>, Hashable, Sendable, Comparable, CaseIterable {
  /// nil for a word that crev does not know.
  init?(name: String)
}

extension CrevScale {
  package var name: String { rawValue }

  package init?(name: String) { self.init(rawValue: name) }

  package static func < (left: Self, right: Self) -> Bool {
    left != right && allCases.first { $0 == left || $0 == right } == left
  }
}

/// How much one person trusts another's reviews.
package enum CrevTrust: String, CrevScale {
  /// Nothing that the other says counts, whoever else trusts them.
  case distrust
  case none, low, medium, high
}

/// How thorough a review was, how well the code was understood, how severe an issue is.
package enum CrevLevel: String, CrevScale {
  case none, low, medium, high
}

/// What a reviewer thinks of the code.
package enum CrevRating: String, CrevScale {
  case negative, neutral, positive, strong

  /// `dangerous` is what old proofs call ``negative``.
  package init?(name: String) { self.init(rawValue: name == "dangerous" ? "negative" : name) }
}

/// Which versions an issue or an advisory is about, seen from the reviewed one.
package enum CrevRange: String, Hashable, Sendable, CaseIterable {
  /// Those with the same first two numbers.
  case minor
  /// Those with the same first number.
  case major
  case all
}
