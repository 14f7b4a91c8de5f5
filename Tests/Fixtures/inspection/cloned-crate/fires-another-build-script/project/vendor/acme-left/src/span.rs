pub fn left_span_0() -> usize {
    0
}
pub fn left_span_1() -> usize {
    1
}
pub fn left_span_2() -> usize {
    2
}
pub fn left_span_3() -> usize {
    3
}
pub fn left_span_4() -> usize {
    4
}
pub fn left_span_5() -> usize {
    5
}
pub fn left_span_6() -> usize {
    6
}
pub fn left_span_7() -> usize {
    7
}
pub fn left_span_8() -> usize {
    8
}
pub fn left_span_9() -> usize {
    9
}
pub fn left_span_10() -> usize {
    10
}
pub fn left_span_11() -> usize {
    11
}
pub fn left_span_12() -> usize {
    12
}
pub fn left_span_13() -> usize {
    13
}
pub fn left_span_14() -> usize {
    14
}
pub fn left_span_15() -> usize {
    15
}
pub fn left_span_16() -> usize {
    16
}
pub fn left_span_17() -> usize {
    17
}
pub fn left_span_18() -> usize {
    18
}
pub fn left_span_19() -> usize {
    19
}
pub fn left_span_20() -> usize {
    20
}
pub fn left_span_21() -> usize {
    21
}
pub fn left_span_22() -> usize {
    22
}
pub fn left_span_23() -> usize {
    23
}
pub fn left_span_24() -> usize {
    24
}
pub fn left_span_25() -> usize {
    25
}
pub fn left_span_26() -> usize {
    26
}
pub fn left_span_27() -> usize {
    27
}
pub fn left_span_28() -> usize {
    28
}
pub fn left_span_29() -> usize {
    29
}
pub fn left_span_30() -> usize {
    30
}
pub fn left_span_31() -> usize {
    31
}
pub fn left_span_32() -> usize {
    32
}
pub fn left_span_33() -> usize {
    33
}
pub fn left_span_34() -> usize {
    34
}
pub fn left_span_35() -> usize {
    35
}
pub fn left_span_36() -> usize {
    36
}
pub fn left_span_37() -> usize {
    37
}
pub fn left_span_38() -> usize {
    38
}
pub fn left_span_39() -> usize {
    39
}
pub fn left_span_40() -> usize {
    40
}
pub fn left_span_41() -> usize {
    41
}
pub fn left_span_42() -> usize {
    42
}
pub fn left_span_43() -> usize {
    43
}
pub fn left_span_44() -> usize {
    44
}
pub fn left_span_45() -> usize {
    45
}
pub fn left_span_46() -> usize {
    46
}
pub fn left_span_47() -> usize {
    47
}
pub fn left_span_48() -> usize {
    48
}
pub fn left_span_49() -> usize {
    49
}
