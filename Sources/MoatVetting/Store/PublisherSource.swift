import MoatModel

/// Who published a version on crates.io, as the store names it.
package enum PublisherSource: Hashable, Sendable {
  /// A person, by the number of the account. Names can change hands, numbers do not.
  case user(UInt64)
  /// A repository whose workflow publishes, `github:owner/repository` (crates.io's Trusted
  /// Publishing).
  case trustedPublisher(String)
}

extension PublisherSource {
  /// People by number before repositories by name.
  static func order(_ left: PublisherSource, _ right: PublisherSource) -> Precedence {
    switch (left, right) {
    case (.user(let one), .user(let two)): StoreOrder.value(one, two)
    case (.user, .trustedPublisher): .lower
    case (.trustedPublisher, .user): .higher
    case (.trustedPublisher(let one), .trustedPublisher(let two)): StoreOrder.text(one, two)
    }
  }
}
