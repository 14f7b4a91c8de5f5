import MoatArchive
import MoatCargo
import MoatInspection
import MoatModel

/// The numbers that stand for names in the cache of inspections.
enum RecordFormat {
  private static let capabilityNumbers = numbers(Capability.allCases)
  private static let roleNumbers = numbers(FileRole.allCases)

  private static func numbers<Name: Hashable>(_ all: [Name]) -> [Name: UInt8] {
    Dictionary(
      uniqueKeysWithValues: all.enumerated().map { ($1, UInt8(truncatingIfNeeded: $0)) })
  }

  static func number(of capability: Capability) -> UInt8 { capabilityNumbers[capability] ?? 0 }

  static func number(of role: FileRole) -> UInt8 { roleNumbers[role] ?? 0 }

  static func number(of kind: ManifestDependency.Kind) -> UInt8 {
    switch kind {
    case .normal: 0
    case .build: 1
    case .development: 2
    }
  }

  static func kind(_ number: UInt8) -> ManifestDependency.Kind? {
    switch number {
    case 0: .normal
    case 1: .build
    case 2: .development
    default: nil
    }
  }

  /// A digest over everything that a number means and over what is looked for: a record of an older
  /// inspector is of no use.
  static func schema() throws(SHA256Hasher.Unavailable) -> SHA256Digest {
    var hasher = try SHA256Hasher()
    hasher.update("moat \(MoatVersion.current)\n".utf8)
    hasher.update("inspector \(PackageInspector.revision)\n".utf8)
    for capability in Capability.allCases { hasher.update("\(capability.rawValue)\n".utf8) }
    for role in FileRole.allCases { hasher.update("\(role.rawValue)\n".utf8) }
    return hasher.finish()
  }
}
