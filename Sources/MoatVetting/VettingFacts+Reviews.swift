package import MoatFindings

extension VettingFacts {
  /// What signed reviews outside of the store come to, where the policy lets them count.
  package struct Reviews: Sendable {
    /// The packages that pass by reviews, and would not without them.
    package var resting: [ReviewedPackage] = []
    package var warnings: [ReviewWarning] = []
    package var unread: [UnreadReview] = []

    package init() {}
  }

  package struct ReviewedPackage: Sendable {
    package let package: Package
    /// As they are shown; never empty.
    package let reviewers: [String]
  }

  /// Something that somebody trusted says against a locked version.
  package struct ReviewWarning: Sendable {
    package enum Kind: Hashable, Sendable {
      /// A negative review by somebody, in a file.
      case negative(by: String, path: String)
      /// A review of other bytes than those that are locked.
      case otherBytes(by: String, path: String)
      /// An issue that nobody closed.
      case issue(String)
    }

    package let package: Package
    package let kind: Kind

    package init(_ package: Package, _ kind: Kind) {
      self.package = package
      self.kind = kind
    }
  }

  /// Reviews that were not read.
  package enum UnreadReview: Sendable {
    /// A repository or a file that is not to be had.
    case missing(Label, reason: String)
    /// Proofs of one file: the first, why, and the others.
    case refused(Label, reason: String, others: [Label])
  }
}
