/// Capabilities as one number, so that rules pass over most packages at once.
struct CapabilitySet: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  init(_ capability: Capability) { rawValue = Self.bits[capability] ?? 0 }

  init(_ capabilities: some Sequence<Capability>) {
    self = capabilities.reduce(into: []) { $0.formUnion(CapabilitySet($1)) }
  }

  /// There are fewer than 64 capabilities; a test counts them.
  private static let bits = Dictionary(
    uniqueKeysWithValues: Capability.allCases.enumerated().map {
      ($1, UInt64(1) << UInt64($0 & 63))
    })
}
