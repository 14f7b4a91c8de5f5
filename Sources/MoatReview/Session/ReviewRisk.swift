import MoatCargo
import MoatDiff
import MoatInspection

/// How soon a crate should be read, and why: a hint for the order of the queue, not a judgement.
struct ReviewRisk: Hashable, Sendable {
  enum Level: Int, Comparable, Sendable {
    /// Nothing that is built changed.
    case none, low, medium, high

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private(set) var level = Level.none
  /// What matters most first.
  private(set) var reasons: [String] = []

  /// More are not read in a table.
  private static let reasonLimit = 6

  init(_ package: ReviewPackage) {
    let isUpdate = package.old != nil && package.new != nil
    var found: [(level: Level, reason: String)] = []
    func add(_ level: Level, _ reason: String) {
      if !found.contains(where: { $0.reason == reason }) { found.append((level, reason)) }
    }
    let word = isUpdate ? "gains " : ""
    for mark in package.marks where !mark.mark.isTest && (mark.isGained || !isUpdate) {
      let role = package.files[mark.file].role
      guard !role.isDevelopment else { continue }
      let runsInBuild = role == .buildScript || role == .procMacro
      let level = Self.level(of: mark.mark.capability, runsInBuild: runsInBuild)
      guard level > .low || isUpdate else { continue }
      add(
        level,
        word + mark.mark.capability.rawValue + (runsInBuild ? " in a \(role.rawValue)" : ""))
    }
    for file in package.files where file.change.kind != .same && isUpdate {
      switch file.group {
      case .buildScript: add(.medium, "its build script changed")
      case .procMacro: add(.medium, "its proc macro changed")
      case .library, .program, .unreached: add(.low, "its code changed")
      case .manifest: add(.low, "its manifest changed")
      case .development, .other, .unchanged: break
      }
    }
    if !isUpdate, package.files.contains(where: { $0.group == .buildScript }) {
      add(.medium, "has a build script")
    }
    if !isUpdate, package.files.contains(where: { $0.group == .procMacro }) {
      add(.medium, "is a proc macro")
    }
    if !isUpdate { add(.low, "nothing to compare with") }
    let remarks = (package.new ?? package.old)?.contents.remarks ?? []
    if !remarks.isEmpty { add(.high, "not all of it can be read") }
    let sorted = found.enumerated().sorted { one, two in
      one.element.level == two.element.level
        ? one.offset < two.offset : one.element.level > two.element.level
    }.map(\.element)
    level = sorted.first?.level ?? .none
    reasons = sorted.prefix(Self.reasonLimit).map(\.reason)
  }

  private static func level(of capability: Capability, runsInBuild: Bool) -> Level {
    switch capability {
    case .exfiltrationEndpoint, .credentialPath, .secretVariable, .persistence, .encodedPayload,
      .bidirectionalText, .embeddedBinary, .walletPattern, .tlsOff, .environmentAll, .clipboard,
      .mixedScript, .invisibleText, .downloadScript:
      .high
    case .network, .process, .permissions, .outsidePath, .dynamicLoading, .embeddedArchive,
      .addressLiteral, .splitString, .decoding, .includeUnusual, .ciTrigger, .timeTrigger, .hostTrigger:
      runsInBuild ? .high : .medium
    case .fileWrite, .environmentWrite, .directoryWalk, .longLine, .highEntropy, .beforeMain,
      .assembly, .unsafe, .ffi:
      .medium
    default: .low
    }
  }
}
