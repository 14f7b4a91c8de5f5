import MoatExpressions
package import MoatFindings
import MoatModel

/// Container images that are not named by their digest.
package struct UnpinnedImage: WorkflowRule {
  package static let info = RuleInfo(
    id: "unpinned-image", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "a container image without a digest",
    explanation: Explanation(
      whatItDoes: """
        Finds images without `@sha256:…`: of a job's `container`, of `services`, of steps with \
        `uses: docker://…`, and of actions that run one. An image in which steps run is high where \
        the job holds power (a token that may write contents, packages, deployments or an identity, \
        or a secret), else medium. Docker's official images, whose names have no owner, weigh a \
        step less, and so do services, which run beside the job.

        Values of a matrix are looked up; an image that only a run decides is not judged.
        """,
      whyItMatters: """
        A tag is moved whenever its owner pushes, and `latest` by design. Steps run inside the \
        image: whoever can push it can read the job's token and secrets.
        """,
      whatToDo: """
        Write the digest behind the tag: `image:1.2@sha256:<64 digits>`, as `docker buildx \
        imagetools inspect` shows it. Dependabot updates both.
        """,
      example: """
        ```text
        error[unpinned-image]: the image `ghcr.io/example/build:2` is not pinned to a digest
          --> .github/workflows/ci.yml:8:16
           = help: write `ghcr.io/example/build:2@sha256:<64 digits>`
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/run-jobs-in-a-container"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.files.flatMap { file -> [Finding] in
      // First what one place names, as a matrix can name many; then the places that name the same.
      var spans: [SourceSpan] = []
      var uses: [SourceSpan: [Use]] = [:]
      for use in self.uses(in: file, facts) {
        if uses[use.span] == nil { spans.append(use.span) }
        uses[use.span, default: []].append(use)
      }
      var order: [[String]] = []
      var groups: [[String]: [[Use]]] = [:]
      for place in spans.compactMap({ uses[$0] }) {
        let names = place.map(\.name)
        if groups[names] == nil { order.append(names) }
        groups[names, default: []].append(place)
      }
      return order.compactMap { groups[$0].flatMap { finding($0, in: file) } }
    }
  }

  /// - Parameter places: each with the images that it names.
  private func finding(_ places: [[Use]], in file: WorkflowFile) -> Finding? {
    let all = places.joined()
    guard let severity = all.map(\.severity).max(),
      let worst = all.first(where: { $0.severity == severity })
    else { return nil }
    let names = places.first?.map(\.name) ?? []
    let image = ImageReference(worst.name)
    let name = "\(image.name)\(image.tag.map { ":\($0)" } ?? "")"
    let others = places.compactMap(\.first).filter { $0.span != worst.span }
    return Finding(
      Self.info,
      names.count == 1
        ? "the image `\(worst.name)` is not pinned to a digest"
        : "\(names.count) images are not pinned to a digest",
      at: file.label(worst.span, image.isMoving ? "it moves with every release" : nil),
      severity: severity, related: others.map { file.label($0.span, "used here, too") },
      notes: [worst.power.map { "the job \($0)" }].compactMap { $0 }
        + (names.count == 1 ? [] : Listed.lines(names.map { "`\($0)`" })),
      help: "write `\(name)@sha256:<64 digits>`")
  }

  // MARK: - Images

  /// One place that names an image without a digest.
  private struct Use {
    let name: String
    let span: SourceSpan
    let severity: Severity
    let power: String?
  }

  private func uses(in file: WorkflowFile, _ facts: WorkflowFacts) -> [Use] {
    file.namedImages.compactMap { named in
      let image = ImageReference(named.image)
      guard !image.name.isEmpty, image.digest == nil else { return nil }
      let power = named.isService ? nil : named.list?.power?.words
      var severity: Severity = power == nil ? .medium : .high
      if image.isOfficial || image.owner.map(facts.settings.isOwn) == true {
        severity = severity == .high ? .medium : .low
      }
      return Use(name: named.image, span: named.span, severity: severity, power: power)
    }
  }
}

extension ImageReference {
  /// No tag, or the one that always means the newest.
  fileprivate var isMoving: Bool { tag == nil || tag == "latest" }

  /// Whether it is one of Docker's official images, whose names have no owner.
  fileprivate var isOfficial: Bool {
    let parts = name.split(separator: "/")
    return parts.count == 1 || (parts.count == 2 && parts[0] == "library")
      || (parts.first == "docker.io" && (parts.count == 2 || parts.dropFirst().first == "library"))
  }

  /// The owner of a package in GitHub's registry.
  fileprivate var owner: String? {
    let parts = name.split(separator: "/")
    return parts.count > 2 && parts[0].lowercased() == "ghcr.io" ? String(parts[1]) : nil
  }
}
