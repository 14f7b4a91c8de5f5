pub fn right_token_0() -> usize {
    0
}
pub fn right_token_1() -> usize {
    1
}
pub fn right_token_2() -> usize {
    2
}
pub fn right_token_3() -> usize {
    3
}
pub fn right_token_4() -> usize {
    4
}
pub fn right_token_5() -> usize {
    5
}
pub fn right_token_6() -> usize {
    6
}
pub fn right_token_7() -> usize {
    7
}
pub fn right_token_8() -> usize {
    8
}
pub fn right_token_9() -> usize {
    9
}
pub fn right_token_10() -> usize {
    10
}
pub fn right_token_11() -> usize {
    11
}
pub fn right_token_12() -> usize {
    12
}
pub fn right_token_13() -> usize {
    13
}
pub fn right_token_14() -> usize {
    14
}
pub fn right_token_15() -> usize {
    15
}
pub fn right_token_16() -> usize {
    16
}
pub fn right_token_17() -> usize {
    17
}
pub fn right_token_18() -> usize {
    18
}
pub fn right_token_19() -> usize {
    19
}
pub fn right_token_20() -> usize {
    20
}
pub fn right_token_21() -> usize {
    21
}
pub fn right_token_22() -> usize {
    22
}
pub fn right_token_23() -> usize {
    23
}
pub fn right_token_24() -> usize {
    24
}
pub fn right_token_25() -> usize {
    25
}
pub fn right_token_26() -> usize {
    26
}
pub fn right_token_27() -> usize {
    27
}
pub fn right_token_28() -> usize {
    28
}
pub fn right_token_29() -> usize {
    29
}
pub fn right_token_30() -> usize {
    30
}
pub fn right_token_31() -> usize {
    31
}
pub fn right_token_32() -> usize {
    32
}
pub fn right_token_33() -> usize {
    33
}
pub fn right_token_34() -> usize {
    34
}
pub fn right_token_35() -> usize {
    35
}
pub fn right_token_36() -> usize {
    36
}
pub fn right_token_37() -> usize {
    37
}
pub fn right_token_38() -> usize {
    38
}
pub fn right_token_39() -> usize {
    39
}
pub fn right_token_40() -> usize {
    40
}
pub fn right_token_41() -> usize {
    41
}
pub fn right_token_42() -> usize {
    42
}
pub fn right_token_43() -> usize {
    43
}
pub fn right_token_44() -> usize {
    44
}
pub fn right_token_45() -> usize {
    45
}
pub fn right_token_46() -> usize {
    46
}
pub fn right_token_47() -> usize {
    47
}
pub fn right_token_48() -> usize {
    48
}
pub fn right_token_49() -> usize {
    49
}
