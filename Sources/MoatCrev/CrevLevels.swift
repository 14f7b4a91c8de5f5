/// How much one person trusts another's reviews, from least to most.
package enum CrevTrust: Int, Hashable, Sendable, Comparable, CaseIterable {
  /// Nothing that the other says counts, whoever else trusts them.
  case distrust
  case none, low, medium, high

  package var name: String {
    switch self {
    case .distrust: "distrust"
    case .none: "none"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }

  package init?(name: String) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  package static func < (left: CrevTrust, right: CrevTrust) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// How thorough a review was, how well the code was understood, how severe an issue is.
package enum CrevLevel: Int, Hashable, Sendable, Comparable, CaseIterable {
  case none, low, medium, high

  package var name: String {
    switch self {
    case .none: "none"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }

  package init?(name: String) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  package static func < (left: CrevLevel, right: CrevLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What a reviewer thinks of the code.
package enum CrevRating: Int, Hashable, Sendable, Comparable, CaseIterable {
  case negative, neutral, positive, strong

  package var name: String {
    switch self {
    case .negative: "negative"
    case .neutral: "neutral"
    case .positive: "positive"
    case .strong: "strong"
    }
  }

  /// `dangerous` is what old proofs call ``negative``.
  package init?(name: String) {
    if name == "dangerous" {
      self = .negative
      return
    }
    guard let rating = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = rating
  }

  package static func < (left: CrevRating, right: CrevRating) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Which versions an issue or an advisory is about, seen from the reviewed one.
package enum CrevRange: String, Hashable, Sendable, CaseIterable {
  /// Those with the same first two numbers.
  case minor
  /// Those with the same first number.
  case major
  case all
}
