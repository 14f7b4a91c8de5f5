import MoatModel

// The order of entries below one crate: field by field as the types stand in cargo-vet's
// `src/format.rs`, audits by what they are about first.

extension AuditEntry {
  static func precedes(_ left: AuditEntry, _ right: AuditEntry) -> Bool {
    StoreOrder.first(
      { AuditKind.order(left.kind, right.kind) },
      { StoreOrder.list(left.criteria, right.criteria) },
      { StoreOrder.list(left.who, right.who) },
      { StoreOrder.optional(left.notes, right.notes, StoreOrder.text) })
  }
}

extension AuditKind {
  static func order(_ left: AuditKind, _ right: AuditKind) -> Precedence {
    switch (left, right) {
    case (.full(let one), .full(let two)): return VetVersion.order(one, two)
    case (.delta(let from, let to), .delta(let otherFrom, let otherTo)):
      let order = VetVersion.order(from, otherFrom)
      return order == .same ? VetVersion.order(to, otherTo) : order
    case (.violation(let one), .violation(let two)):
      return StoreOrder.text(one.description, two.description)
    default: return StoreOrder.value(left.rank, right.rank)
    }
  }

  private var rank: Int {
    switch self {
    case .full: 0
    case .delta: 1
    case .violation: 2
    }
  }
}

extension WildcardAudit {
  static func precedes(_ left: WildcardAudit, _ right: WildcardAudit) -> Bool {
    StoreOrder.first(
      { StoreOrder.list(left.who, right.who) },
      { StoreOrder.list(left.criteria, right.criteria) },
      { PublisherSource.order(left.source, right.source) },
      { StoreOrder.value(left.start, right.start) }, { StoreOrder.value(left.end, right.end) },
      { StoreOrder.optional(left.renew, right.renew, StoreOrder.flag) },
      { StoreOrder.optional(left.notes, right.notes, StoreOrder.text) },
      { StoreOrder.list(left.aggregatedFrom, right.aggregatedFrom) },
      { StoreOrder.flag(left.isFresh, right.isFresh) })
  }
}

extension TrustEntry {
  static func precedes(_ left: TrustEntry, _ right: TrustEntry) -> Bool {
    StoreOrder.first(
      { StoreOrder.list(left.criteria, right.criteria) },
      { PublisherSource.order(left.source, right.source) },
      { StoreOrder.value(left.start, right.start) }, { StoreOrder.value(left.end, right.end) },
      { StoreOrder.optional(left.notes, right.notes, StoreOrder.text) },
      { StoreOrder.list(left.aggregatedFrom, right.aggregatedFrom) })
  }
}

extension Exemption {
  static func precedes(_ left: Exemption, _ right: Exemption) -> Bool {
    StoreOrder.first(
      { VetVersion.order(left.version, right.version) },
      { StoreOrder.list(left.criteria, right.criteria) },
      { StoreOrder.flag(left.suggest, right.suggest) },
      { StoreOrder.optional(left.notes, right.notes, StoreOrder.text) })
  }
}

extension PublisherRow {
  static func precedes(_ left: PublisherRow, _ right: PublisherRow) -> Bool {
    StoreOrder.first(
      { VetVersion.order(left.version, right.version) },
      { StoreOrder.value(left.when, right.when) },
      { PublisherSource.order(left.source, right.source) },
      { StoreOrder.optional(left.userLogin, right.userLogin, StoreOrder.text) },
      { StoreOrder.optional(left.userName, right.userName, StoreOrder.text) },
      { StoreOrder.flag(left.isFresh, right.isFresh) })
  }
}

extension UnpublishedRow {
  static func precedes(_ left: UnpublishedRow, _ right: UnpublishedRow) -> Bool {
    StoreOrder.first(
      { VetVersion.order(left.version, right.version) },
      { VetVersion.order(left.auditedAs, right.auditedAs) },
      { StoreOrder.flag(left.stillUnpublished, right.stillUnpublished) },
      { StoreOrder.flag(left.isFresh, right.isFresh) })
  }
}
