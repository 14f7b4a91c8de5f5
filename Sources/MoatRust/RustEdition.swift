/// The edition a crate is compiled as: the same bytes are other tokens, and the same path another
/// item, in another one (https://doc.rust-lang.org/edition-guide/).
package enum RustEdition: UInt16, Hashable, Sendable, Comparable {
  case e2015 = 2015
  case e2018 = 2018
  case e2021 = 2021
  case e2024 = 2024

  /// `package.edition` as manifests write it; absent is 2015, and one that is not known the newest.
  package init(manifest: String?) {
    guard let manifest else {
      self = .e2015
      return
    }
    switch manifest {
    case "2015": self = .e2015
    case "2018": self = .e2018
    case "2021": self = .e2021
    default: self = .e2024
    }
  }

  /// What a file is read as where its crate is not known.
  package static let usual = e2021

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
